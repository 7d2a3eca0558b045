"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice, Status, statusWord } from "@/components/ui/status";
import type { Transaction } from "@/lib/jiko/transactions";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Wire } from "@/lib/jiko/wires";
import { movementsQuery, requestQuery, wireQuery } from "./queries";
import { Rejected } from "./rejected";
import { directionWord, otherSide, signOf } from "./words";

/** One wire: where it comes from, where it went, and what it left in the ledger. */
export function WireView({ id }: { id: string }) {
  const query = useQuery({ ...wireQuery(id), refetchInterval: ({ state }) => (state.data?.status === "PROCESSING" ? 10_000 : false) });
  return (
    <QueryView query={query} what="this wire" loading={<PageSkeleton />}>
      {(wire) => <WirePage wire={wire} />}
    </QueryView>
  );
}

function WirePage({ wire }: { wire: Wire }) {
  const pocketName = usePocketNames();
  const { id, direction, status, counterparty_id: payeeId } = wire;
  // Looked for on the server: an incoming wire has no request, and asking for it here would only be an error to see.
  const request = useQuery({ ...requestQuery(id), enabled: false }).data;
  const side = otherSide(wire);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/wires", label: "Wires" }]}
        title={side}
        meta={
          <>
            <Status of="wire" value={status} />
            <span>Wire {directionWord(direction).toLowerCase()}</span>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {status === "REJECTED" ? <Rejected wire={wire} /> : null}
        {["PROCESSING", "SUCCESS", "REJECTED"].includes(status) ? null : (
          <Notice title="Countersign does not know this status.">It is shown as Jiko sent it.</Notice>
        )}
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <Panel title={direction === "INCOMING" ? "Money in" : direction === "OUTGOING" ? "Money out" : "Money"}>
            <p className="mb-3 text-figure font-strong max-sm:text-title">
              <Money cents={wire.amount} direction={signOf(wire)} />
            </p>
            <DefinitionList
              items={[
                [
                  direction === "INCOMING" ? "From" : "To",
                  payeeId ? (
                    <Link key="payee" href={`/counterparties/${payeeId}`} className="link">{side}</Link>
                  ) : (
                    side
                  ),
                ],
                [
                  direction === "INCOMING" ? "Into" : "Out of",
                  <Link key="pocket" href={`/pockets/${wire.pocket_id}?tab=transactions`} className="link">{pocketName(wire.pocket_id)}</Link>,
                ],
                ["Description", wire.description],
                [
                  "Reference number",
                  wire.reference_number ? <MonoId key="reference" value={wire.reference_number} what="reference number" /> : "Jiko has given none yet",
                ],
                ["Wire id", <MonoId key="id" value={id} what="wire id" />],
              ]}
            />
          </Panel>
          <Course wire={wire} request={request ?? null} />
        </div>
        <Movements id={id} />
      </div>
    </>
  );
}

/** What happened, in order of time. */
function Course({ wire, request }: { wire: Wire; request: TransferRequest | null }) {
  const steps: { at: string; what: React.ReactNode }[] = [
    ...(request
      ? [
          { at: request.created_at, what: <>Filed by {request.created_by.name}</> },
          ...request.reviewers.flatMap((one) =>
            one.decided_at ? [{ at: one.decided_at, what: <>{statusWord("decision", one.decision)} by {one.name}</> }] : [],
          ),
        ]
      : []),
    { at: wire.created_at, what: wire.direction === "INCOMING" ? "Came in" : "Sent" },
    ...(wire.status === "PROCESSING" ? [] : [{ at: wire.updated_at, what: statusWord("wire", wire.status) }]),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <Panel title="Course">
      <ol className="flex flex-col gap-1.5">
        {steps.map(({ at, what }, i) => (
          <li key={i} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>{what}</span>
            <span className="text-ink-muted"><DateText at={at} /></span>
          </li>
        ))}
        {wire.status === "PROCESSING" ? <li className="text-ink-muted">On its way; this page follows it.</li> : null}
      </ol>
      {request ? (
        <p className="mt-3">
          <Link href={`/approvals/${wire.id}`} className="link touch inline-flex items-center">Open the request and its sign-offs</Link>
        </p>
      ) : wire.direction === "OUTGOING" ? (
        <p className="mt-3 text-small text-ink-muted">No transfer request stands under this wire’s id.</p>
      ) : null}
    </Panel>
  );
}

const columns = movementColumns(null);

function Movements({ id }: { id: string }) {
  const movements = useQuery(movementsQuery(id));
  const table = (rows: readonly Transaction[] | undefined) => (
    <DataTable
      caption="The movements of this wire"
      columns={columns}
      rows={rows}
      rowKey={(one) => one.id}
      href={(one) => `/transactions/${one.id}`}
      expected={2}
      empty={<Empty title="No movement names this wire.">What Jiko books for it appears here.</Empty>}
    />
  );
  return (
    <Panel flush title="In the ledger" aside={<Link href={`/transactions?wire=${id}`} className="link text-small">In the transactions</Link>}>
      <QueryView query={movements} what="the movements of this wire" loading={table(undefined)}>
        {({ items }) => table(items)}
      </QueryView>
    </Panel>
  );
}
