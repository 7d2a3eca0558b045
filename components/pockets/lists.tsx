"use client";

import { useQuery } from "@tanstack/react-query";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { tradeColumns } from "@/components/table/trade-columns";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { Trade } from "@/lib/jiko/trades";
import type { Transaction } from "@/lib/jiko/transactions";
import { pocketHref, type PocketAddress } from "./address";
import { pocketMovementsQuery, pocketTradesQuery } from "./queries";

const movementsOfOne = movementColumns(null);

const tradesOfOne = tradeColumns(null);

interface ListProps {
  id: string;
  address: PocketAddress;
}

const steps = ({ id, address }: ListProps, { next_page, prev_page }: { next_page: string | null; prev_page: string | null }) => ({
  newer: prev_page && pocketHref(id, { ...address, cursor: prev_page }),
  older: next_page && pocketHref(id, { ...address, cursor: next_page }),
});

export function PocketMovements(props: ListProps) {
  const query = useQuery(pocketMovementsQuery(props.id, props.address.cursor));
  const table = (rows?: readonly Transaction[]) => (
    <div className="panel">
      <DataTable
        caption="Bank movements of this pocket"
        columns={movementsOfOne}
        rows={rows}
        rowKey={(one) => one.id}
        href={(one) => `/transactions/${one.id}`}
        empty={<Empty title="No transactions.">What is paid into or out of this pocket appears here.</Empty>}
      />
    </div>
  );
  return (
    <QueryView query={query} what="the transactions" loading={table()}>
      {(page) => (
        <>
          {table(page.items)}
          <Pagination label="Pages of transactions" {...steps(props, page)} />
        </>
      )}
    </QueryView>
  );
}

export function PocketTrades(props: ListProps) {
  const query = useQuery(pocketTradesQuery(props.id, props.address.cursor));
  const table = (rows?: readonly Trade[]) => (
    <div className="panel">
      <DataTable
        caption="Trades of this pocket"
        columns={tradesOfOne}
        rows={rows}
        rowKey={(one) => one.id}
        href={(one) => `/trades/${one.id}?pocket=${one.pocket_id}&day=${one.book_date}`}
        empty={<Empty title="No trades.">Purchases, sales and maturities of T-bills appear here.</Empty>}
      />
    </div>
  );
  return (
    <QueryView query={query} what="the trades" loading={table()}>
      {(page) => (
        <>
          {table(page.items)}
          <Pagination label="Pages of trades" {...steps(props, page)} />
        </>
      )}
    </QueryView>
  );
}
