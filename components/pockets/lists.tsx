"use client";

import { useQuery } from "@tanstack/react-query";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { MonoId } from "@/components/ui/mono-id";
import { Money, writePercent } from "@/components/ui/money";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import type { Trade } from "@/lib/jiko/trades";
import type { Transaction } from "@/lib/jiko/transactions";
import { pocketHref, type PocketAddress } from "./address";
import { pocketMovementsQuery, pocketTradesQuery } from "./queries";

const movementsOfOne = movementColumns(null);

const quantities = new Intl.NumberFormat("en-US");
const activities: Record<string, string> = { BUY: "Buy", SELL: "Sale", MATURITY: "Maturity" };

const tradeColumns = columnsOf<Trade>([
  { id: "traded", header: "Traded", cell: (one) => <DateText at={one.trade_datetime} form="table" /> },
  { id: "activity", header: "Activity", rowHeader: true, cell: (one) => activities[one.activity] ?? one.activity },
  { id: "cusip", header: "CUSIP", cell: (one) => <MonoId value={one.cusip} /> },
  { id: "maturity", header: "Maturity", from: "md", cell: (one) => <DateText at={one.maturity_date} form="table" /> },
  { id: "quantity", header: "Quantity ($100 face)", align: "right", cell: (one) => quantities.format(one.quantity) },
  { id: "price", header: "Price per $100", align: "right", cell: (one) => one.price },
  { id: "yield", header: "Yield (YTM)", align: "right", from: "lg", cell: (one) => (one.yield_to_maturity ? writePercent(one.yield_to_maturity) : "–") },
  { id: "status", header: "Status", from: "md", cell: (one) => <Status of="movement" value={one.status} /> },
  { id: "notional", header: "Notional", align: "right", cell: (one) => <Money cents={one.notional} /> },
]);

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
        columns={tradeColumns}
        rows={rows}
        rowKey={(one) => one.id}
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
