"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { openRequestsQuery, pocketsQuery } from "@/components/api/reads";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { Pocket } from "@/lib/jiko/pockets";
import { availableOf, pendingOf } from "@/lib/treasury/pending";
import { totalOf } from "./figures";

/** Open is the rule; only what differs from it is said. */
const Name = ({ pocket }: { pocket: Pocket }) => (
  <span className="inline-flex flex-wrap items-center gap-x-2">
    {pocket.pocket_name}
    {pocket.status === "OPEN" ? null : <Status of="pocket" value={pocket.status} />}
  </span>
);

/** Balance, pending and available of each pocket that is not closed. Its errors are said by the summary above it. */
export function PocketBalances() {
  const { data, error } = useQuery(pocketsQuery());
  const open = useQuery(openRequestsQuery());
  const requests = open.data?.items;
  const rows = useMemo(() => data?.items.filter(({ status }) => status !== "CLOSED"), [data]);
  const columns = useMemo(() => {
    const pending = (pocket: Pocket) => requests && pendingOf(requests, pocket.id);
    const waiting = <Skeleton width="9ch" />;
    return columnsOf<Pocket>([
      { id: "name", header: "Pocket", rowHeader: true, bare: true, cell: (one) => <Name pocket={one} /> },
      { id: "asOf", header: "As of", from: "lg", cell: (one) => <DateText at={one.portfolio?.pricing_timestamp ?? null} form="table" /> },
      {
        id: "pending",
        header: "Pending out",
        align: "right",
        cell: (one) => {
          const found = pending(one);
          if (!found) return open.error ? <Money cents={null} why="The open requests could not be read." /> : waiting;
          return found.everything ? "Everything" : <Money cents={found.amount} />;
        },
      },
      {
        id: "available",
        header: "Available",
        align: "right",
        cell: (one) => {
          const found = pending(one);
          if (one.status !== "OPEN") return <Money cents={null} why="Nothing can be moved from here while this pocket is not open." />;
          if (!found || !one.portfolio) return open.error || !one.portfolio ? <Money cents={null} /> : waiting;
          return <Money cents={availableOf(one.portfolio.total_value, found)} />;
        },
      },
      {
        id: "balance",
        header: "Balance",
        align: "right",
        cell: (one) => <Money cents={one.portfolio?.total_value ?? null} />,
        foot: rows ? <Money cents={totalOf(rows).total} /> : null,
      },
    ]);
  }, [requests, open.error, rows]);
  return (
    <Panel flush title="Balances" level={3} aside={<Link href="/pockets" className="link">All pockets</Link>}>
      {error && !data ? (
        <p className="px-4 py-6 text-ink-muted">The balances could not be read.</p>
      ) : (
        <DataTable
          caption="Balance, pending and available of each pocket"
          columns={columns}
          rows={rows}
          rowKey={(one) => one.id}
          href={(one) => `/pockets/${one.id}`}
          expected={6}
          empty={<p className="px-4 py-6 text-ink-muted">There is no open pocket.</p>}
        />
      )}
    </Panel>
  );
}
