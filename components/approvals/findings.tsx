import { CircleAlert, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import { TickField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Finding, FindingCode, Level } from "@/lib/approvals/findings/types";
import type { Snapshot } from "@/lib/approvals/types";

const levels: Record<Level, { icon: LucideIcon; look: string; word: string }> = {
  high: { icon: TriangleAlert, look: "text-failed", word: "High risk" },
  caution: { icon: CircleAlert, look: "text-waiting", word: "Caution" },
  info: { icon: Info, look: "text-info", word: "Information" },
};

const aboutPayees: FindingCode[] = ["first_payment", "new_payee", "changed_payee", "change_unknown", "same_name", "same_account", "similar_name"];

/** What the rows of a finding are, so that each can be opened. */
const rowsOf: Partial<Record<FindingCode, (id: string) => string>> = {
  ...Object.fromEntries(aboutPayees.map((code) => [code, (id: string) => `/counterparties/${id}`])),
  ...Object.fromEntries(["duplicate", "unusual_amount", "unusual_hour", "split_payments"].map((code) => [code, (id: string) => `/approvals/${id}`])),
  ...Object.fromEntries(["share_of_pocket", "bills_move", "everything"].map((code) => [code, (id: string) => `/pockets/${id}`])),
};

interface FindingsProps {
  snapshot: Snapshot;
  /** Codes that were ticked; null where nobody here is to sign. */
  ticked: ReadonlySet<string> | null;
  onTick: (code: string, on: boolean) => void;
}

/** What an approver should look at, the weightiest first; what the policy asks a tick for has one. */
export function Findings({ snapshot: { context }, ticked, onTick }: FindingsProps) {
  const { findings, policy, past } = context;
  return (
    <Panel title="What to look at" aside={<span className="font-strong tabular-nums">{findings.length}</span>}>
      {findings.length === 0 ? <p>Nothing stands out.</p> : null}
      <ul className="flex flex-col gap-3">
        {findings.map((finding) => (
          <Line key={finding.code} finding={finding}>
            {ticked && policy.acknowledge.includes(finding.code) ? (
              <TickField
                className="no-print"
                label="I have looked at this"
                name={`tick-${finding.code}`}
                checked={ticked.has(finding.code)}
                onChange={(event) => onTick(finding.code, event.target.checked)}
              />
            ) : null}
          </Line>
        ))}
      </ul>
      {past.complete ? null : (
        <p className="mt-3 text-small text-ink-muted">The desk does not know all earlier requests yet, so something may be missing here.</p>
      )}
    </Panel>
  );
}

function Line({ finding: { code, level, text, rows }, children }: { finding: Finding; children: React.ReactNode }) {
  const { icon: Icon, look, word } = levels[level];
  const href = rowsOf[code];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-1 size-4 flex-none ${look}`} />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="wrap-anywhere">
          <span className={`font-strong ${look}`}>{word}.</span> {text}
        </p>
        {href && rows.length > 0 ? (
          <details className="no-print text-small">
            <summary className="touch inline-flex cursor-pointer items-center text-ink-muted">{rows.length === 1 ? "What it rests on" : `The ${rows.length} rows it rests on`}</summary>
            <ul className="flex flex-wrap gap-x-3 gap-y-1 pt-1">
              {rows.map((id) => (
                <li key={id}>
                  <Link href={href(id)} prefetch={false} className="link font-mono">{id.slice(0, 8)}</Link>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {children}
      </div>
    </li>
  );
}
