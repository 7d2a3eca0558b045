"use client";

import { useQuery } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Transaction, transactionsList } from "@/lib/jiko/transactions";

const columns = movementColumns(null);
const moves = ["APPROVED", "PROCESSING", "COMPLETED"];

/** The rows that a transfer left in the ledger. Jiko lists them by the transfer's id for wires and moves on its own network alone. */
export function Movements({ request: { id, status, transfer } }: { request: TransferRequest }) {
  const filter = transfer.type === "WIRE" ? { "wire[]": [id] } : { "on_us_transfer[]": [id] };
  const movements = useQuery({
    ...jikoQuery<typeof transactionsList>("/v2/transactions", { limit: 20, ...filter }),
    enabled: transfer.type === "WIRE" || transfer.type === "ON_US",
    staleTime: 0,
    // Jiko may book after it has said that a request ran, and nothing tells when: asked until it is there.
    refetchInterval: ({ state }) => (moves.includes(status) && !state.data?.items.length ? 5_000 : false),
  });
  if (transfer.type !== "WIRE" && transfer.type !== "ON_US") return null;
  const table = (rows: readonly Transaction[] | undefined) => (
    <DataTable
      caption="The movements of this transfer"
      columns={columns}
      rows={rows}
      rowKey={(one) => one.id}
      href={(one) => `/transactions/${one.id}`}
      expected={1}
      empty={<Empty title="No movement yet.">It appears here once Jiko has booked it.</Empty>}
    />
  );
  // There is a wire once money has moved for it: a request that failed before has none.
  const wire =
    transfer.type === "WIRE" && movements.data?.items.length ? <Link href={`/wires/${id}`} className="link text-small">See the wire</Link> : null;
  return (
    <Panel flush title="In the ledger" aside={wire}>
      <QueryView query={movements} what="the movements of this transfer" loading={table(undefined)}>
        {({ items }) => table(items)}
      </QueryView>
    </Panel>
  );
}
