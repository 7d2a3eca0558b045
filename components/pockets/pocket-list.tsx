"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import type { Pocket } from "@/lib/jiko/pockets";
import { sum } from "@/lib/treasury/money";
import { pocketsHref, type EarningsAddress } from "./address";
import { EarningsPanel } from "./earnings";
import { Strategy } from "./strategy";
import { mayNot } from "./words";

const order = ["OPEN", "PENDING", "FROZEN", "CLOSED"];
const rank = ({ status }: Pocket) => (order.includes(status) ? order.indexOf(status) : order.length);

/** All pockets, those in use first. */
export function PocketList({ address }: { address: EarningsAddress }) {
  const may = useMay("pockets.manage");
  const pockets = useQuery(pocketsQuery());
  const rows = useMemo(() => pockets.data && [...pockets.data.items].sort((a, b) => rank(a) - rank(b)), [pockets.data]);
  const columns = useMemo(
    () =>
      columnsOf<Pocket>([
        { id: "name", header: "Pocket", rowHeader: true, bare: true, sort: (one) => one.pocket_name, cell: (one) => one.pocket_name },
        { id: "status", header: "Status", sort: rank, cell: (one) => <Status of="pocket" value={one.status} /> },
        { id: "strategy", header: "Strategy", from: "sm", cell: (one) => <Strategy id={one.deposit_strategy_id} /> },
        { id: "asOf", header: "As of (Jiko)", from: "lg", cell: (one) => <DateText at={one.portfolio?.pricing_timestamp ?? null} form="table" /> },
        {
          id: "earned",
          header: "Earned, all time",
          align: "right",
          sort: (one) => one.portfolio?.all_time_earnings ?? 0,
          cell: (one) => <Money cents={one.portfolio?.all_time_earnings ?? null} />,
        },
        {
          id: "balance",
          header: "Balance",
          align: "right",
          sort: (one) => one.portfolio?.total_value ?? 0,
          cell: (one) => <Money cents={one.portfolio?.total_value ?? null} />,
          foot: rows && <Money cents={sum(rows.flatMap(({ portfolio }) => (portfolio ? [portfolio.total_value] : [])))} />,
        },
      ]),
    [rows],
  );
  const table = (
    <div className="panel">
      <DataTable
        caption="Pockets with their status, strategy, earnings and balance"
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        href={(one) => `/pockets/${one.id}`}
        empty={<Empty title="There is no pocket yet.">Open the first one to hold cash at Jiko.</Empty>}
      />
    </div>
  );
  return (
    <>
      <PageHeader
        title="Pockets"
        action={
          <ButtonLink href="/pockets/new" tone="primary" barred={may ? null : mayNot}>
            Open a pocket
          </ButtonLink>
        }
      />
      <QueryView query={pockets} what="the pockets" loading={table}>
        {({ next_page }) => (
          <>
            {table}
            {next_page ? <p className="mt-2 text-failed">Only the first 100 pockets are shown and added up.</p> : null}
          </>
        )}
      </QueryView>
      <div className="mt-4">
        <EarningsPanel id={null} title="Earnings of all pockets" address={address} href={pocketsHref} />
      </div>
    </>
  );
}
