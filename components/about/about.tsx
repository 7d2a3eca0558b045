import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Badge, type Hue } from "@/components/ui/status";
import { roleWord } from "@/lib/forms/team";
import type { AnyOperation, Provenance } from "@/lib/jiko/operation";
import { provenances, scopeWords } from "./words";

export type ListedOperation = Pick<AnyOperation, "id" | "method" | "path" | "scope" | "provenance">;

interface AboutProps {
  version: string;
  environment: string;
  apiHost: string;
  issuerHost: string;
  /** Which ways out of the product messages have. */
  messages: { mail: boolean; channel: boolean };
  session: { name: string; role: string; roleReason: string | null; customerName: string; since: string; until: string };
  scopes: readonly { scope: string; granted: boolean }[];
  operations: readonly ListedOperation[];
}

const environments: Record<string, string> = {
  production: "Production: real money",
  sandbox: "Sandbox: no real money",
  local: "Local sandbox: no real money",
};
const hues: Record<Provenance, Hue> = { documented: "done", related: "info", assumed: "waiting" };

/** What this desk is, what it may do for this sign-in, and how sure it is of what it knows of Jiko. */
export function About({ version, environment, apiHost, issuerHost, messages, session, scopes, operations }: AboutProps) {
  const count = (mark: Provenance) => operations.filter(({ provenance }) => provenance.operation === mark).length;
  return (
    <>
      <PageHeader title="About" meta="Countersign, a treasury desk for companies that hold their cash at Jiko. It is not made by Jiko." />
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <Panel title="This desk">
            <DefinitionList
              items={[
                ["Version", version],
                ["Environment", environments[environment] ?? environment],
                ["Jiko's API", <span key="api" className="font-mono break-all">{apiHost}</span>],
                ["Jiko's sign-in", <span key="issuer" className="font-mono break-all">{issuerHost}</span>],
                ["E-mail", messages.mail ? "Messages go to the address that Jiko has of each member" : "Not set up: messages are read here"],
                ["Channel", messages.channel ? "Alarms and what waits go to the team's channel" : "Not set up"],
                ["Handbook", "In the repository: README.md, docs/runbook.md, docs/threat-model.md, docs/api-coverage.md"],
                [
                  "Jiko's pages",
                  <a key="docs" href="https://docs.jiko.io/products/customer-api/reference" rel="noreferrer" className="link">
                    docs.jiko.io, Customer API
                  </a>,
                ],
              ]}
            />
          </Panel>
          <Panel title="Your sign-in">
            <DefinitionList
              items={[
                ["Member", session.name],
                ["Role", roleWord(session.role)],
                ["Why this role", session.roleReason],
                ["Company", session.customerName],
                ["Since", <DateText key="since" at={session.since} />],
                ["Ends at the latest", <DateText key="until" at={session.until} />],
              ]}
            />
          </Panel>
        </div>
        <Panel title="What Jiko granted to this sign-in" flush>
          <Rows
            caption="Rights of this sign-in"
            head={["Right", "What it allows", "Granted"]}
            rows={scopes.map(({ scope, granted }) => [
              <span key="scope" className="font-mono">{scope}</span>,
              scopeWords[scope] ?? "",
              <Badge key="granted" hue={granted ? "done" : "quiet"}>{granted ? "Granted" : "Not granted"}</Badge>,
            ])}
          />
        </Panel>
        <Panel title="How sure Countersign is of Jiko's API">
          <div className="flex max-w-prose flex-col gap-2">
            <p>
              Countersign uses {operations.length} operations of Jiko&apos;s Customer API. Jiko publishes some of them in full, some in part and some not at all.
              What is not published was assumed, and is marked so here: it has to be confirmed with Jiko before anybody relies on it.
            </p>
            <ul className="flex flex-col gap-1">
              {(Object.keys(provenances) as Provenance[]).map((mark) => (
                <li key={mark} className="flex items-baseline gap-2">
                  <Badge hue={hues[mark]}>{mark}</Badge>
                  <span>
                    {count(mark)}: {provenances[mark]}
                  </span>
                </li>
              ))}
            </ul>
            <p>No published page says which right an operation needs: every right below is assumed.</p>
          </div>
        </Panel>
        {(["assumed", "related", "documented"] as const).map((mark) => (
          <Panel key={mark} title={`Operations: ${mark}`} aside={<span className="text-small text-ink-muted">{count(mark)}</span>} flush>
            <Rows
              caption={`Operations whose address is ${mark}`}
              head={["Operation", "Address", "What is sent", "What is answered", "Right"]}
              rows={operations
                .filter(({ provenance }) => provenance.operation === mark)
                .map(({ id, method, path, scope, provenance }) => [
                  <span key="id" className="font-mono">{id}</span>,
                  <span key="path" className="font-mono wrap-anywhere">
                    {method} {path}
                  </span>,
                  provenance.body ?? "nothing",
                  provenance.answer,
                  <span key="scope" className="font-mono">{scope}</span>,
                ])}
            />
          </Panel>
        ))}
      </div>
    </>
  );
}

interface RowsProps {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly React.ReactNode[])[];
}

/** A plain table: this page is read, not worked with, and brings no script of its own. */
function Rows({ caption, head, rows }: RowsProps) {
  return (
    <table role="table" className="as-cards w-full text-table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row" className="border-b border-line">
          {head.map((name) => (
            <th role="columnheader" key={name} scope="col" className="px-4 py-2 text-left text-small text-ink-muted">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((cells, i) => (
          <tr role="row" key={i} className="border-b border-line last:border-0">
            {cells.map((content, column) => {
              const Cell = column === 0 ? "th" : "td";
              return (
                <Cell
                  role={column === 0 ? "rowheader" : "cell"}
                  scope={column === 0 ? "row" : undefined}
                  key={head[column]}
                  data-label={column === 0 ? undefined : head[column]}
                  className="px-4 py-1.5 text-left font-regular align-baseline"
                >
                  {content}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
