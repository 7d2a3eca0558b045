"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import type { Payment } from "@/lib/desk/mirror/types";
import { paymentsQuery } from "./queries";

/** What was filed and sent to one payee. */
export function Payments({ payeeId }: { payeeId: string }) {
  const payments = useQuery(paymentsQuery(payeeId));
  const pocketName = usePocketNames();
  const columns = useMemo(
    () =>
      columnsOf<Payment>([
        { id: "at", header: "Filed", cell: ({ at }) => <DateText at={at} form="day" /> },
        { id: "description", header: "For", rowHeader: true, bare: true, cell: ({ description }) => description || "No description" },
        { id: "pocket", header: "Pocket", from: "md", cell: ({ pocketId }) => (pocketId ? pocketName(pocketId) : "–") },
        { id: "by", header: "Filed by", from: "lg", cell: ({ createdBy }) => createdBy ?? "–" },
        { id: "status", header: "Status", cell: ({ kind, status }) => <Status of={kind === "wires" ? "wire" : "transfer"} value={status} /> },
        { id: "amount", header: "Amount", align: "right", cell: ({ amount }) => (amount === null ? "Everything" : <Money cents={amount} />) },
      ]),
    [pocketName],
  );
  const table = (rows: readonly Payment[] | undefined) => (
    <DataTable
      caption="Payments to this payee, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ kind, id }) => `${kind} ${id}`}
      href={({ kind, id }) => (kind === "wires" ? `/wires/${id}` : `/approvals/${id}`)}
      expected={5}
      empty={<Empty title="Nothing was filed to this payee.">Transfers to it appear here, whoever files them.</Empty>}
    />
  );
  return (
    <Panel flush title="Payments to this payee">
      <QueryView query={payments} what="the payments" loading={table(undefined)}>
        {({ payments: rows, complete, copyAsOf }) => (
          <>
            {table(rows)}
            {complete ? null : (
              <p className="border-t border-line px-4 py-2 text-small text-ink-muted">
                There may be older ones: {copyAsOf ? <>the desk’s copy of Jiko’s records is not whole yet (as of <DateText at={copyAsOf} />).</> : "the desk has not copied Jiko’s records yet."}
              </p>
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}
