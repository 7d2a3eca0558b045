"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DataTable } from "@/components/table/data-table";
import { tradeColumns } from "@/components/table/trade-columns";
import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { TradesPage, TradesWanted } from "@/lib/desk/trades";
import type { Trade } from "@/lib/jiko/trades";
import { filterNames, tradeHref, tradesHref, type Filters, type TradesAddress } from "./address";
import { TradeFilters } from "./trade-filters";
import { tradesQuery } from "./queries";

/** Purchases, sales and maturities of all pockets, newest first, as the address filters them. */
export function TradeList({ filters, faults, query }: TradesAddress) {
  return (
    <>
      <PageHeader title="Trades" meta="Purchases, sales and maturities of T-bills, newest first." />
      {/* A new address is a new form: the back button must not leave what was typed before. */}
      <TradeFilters key={JSON.stringify(filters)} filters={filters} faults={faults} />
      {query ? <Results filters={filters} query={query} /> : <p className="text-ink-muted">Correct the filters to see trades.</p>}
    </>
  );
}

function Results({ filters, query }: { filters: Filters; query: TradesWanted }) {
  const found = useQuery(tradesQuery(query));
  const pocketName = usePocketNames();
  const columns = useMemo(() => tradeColumns(pocketName), [pocketName]);
  const table = (rows?: readonly Trade[], empty?: React.ReactNode) => (
    <div className="panel">
      <DataTable caption="Trades, newest first" columns={columns} rows={rows} rowKey={(one) => one.id} href={tradeHref} expected={20} empty={empty} />
    </div>
  );
  return (
    <QueryView query={found} what="the trades" loading={table()}>
      {(page) => {
        const older = page.next_page && tradesHref(filters, page.next_page);
        return (
          <>
            {page.looked === null ? null : <Looked {...page} />}
            {table(page.items, <NoTrades filters={filters} older={older} />)}
            <Pagination label="Pages of trades" newer={page.prev_page && tradesHref(filters, page.prev_page)} older={older} />
          </>
        );
      }}
    </QueryView>
  );
}

/** How many trades were looked at for these: the list may go on where the look ended. */
function Looked({ items, looked, next_page }: TradesPage) {
  const count = new Intl.NumberFormat("en-US").format(looked!);
  return (
    <p role="status" className="mb-2 text-ink-muted">
      {items.length} of {count} trades looked through fit.
      {next_page ? " Older ones have not been looked through yet." : " There are no older ones."}
    </p>
  );
}

function NoTrades({ filters, older }: { filters: Filters; older: string | null }) {
  if (older) {
    return (
      <Empty title="None of the trades looked through fits." action={<ButtonLink href={older}>Look further back</ButtonLink>}>
        There are older ones.
      </Empty>
    );
  }
  return filterNames.some((name) => filters[name]) ? (
    <Empty title="No trade fits these filters.">Widen the days, or clear the filters.</Empty>
  ) : (
    <Empty title="No trades yet.">Purchases, sales and maturities of T-bills appear here.</Empty>
  );
}
