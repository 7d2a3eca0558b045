"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { DataTable } from "@/components/table/data-table";
import { movementColumns } from "@/components/table/movement-columns";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { Transaction } from "@/lib/jiko/transactions";
import { About } from "./about";
import { filterNames, transactionsHref, type TransactionsAddress } from "./address";
import { TransactionFilters } from "./transaction-filters";
import { transactionsQuery } from "./queries";

/** Bank movements, newest first, as the address filters them. */
export function TransactionList({ filters, faults, query }: TransactionsAddress) {
  return (
    <>
      <PageHeader title="Transactions" />
      {/* A new address is a new form: the back button must not leave what was typed before. */}
      <TransactionFilters key={JSON.stringify(filters)} filters={filters} faults={faults} />
      <About filters={filters} faults={faults} />
      {query ? <Results filters={filters} query={query} /> : <p className="text-ink-muted">Correct the filters to see transactions.</p>}
    </>
  );
}

function Results({ filters, query }: { filters: TransactionsAddress["filters"]; query: NonNullable<TransactionsAddress["query"]> }) {
  const found = useQuery(transactionsQuery(query));
  const pocketName = usePocketNames();
  const columns = useMemo(() => movementColumns(pocketName), [pocketName]);
  const filtered = filterNames.some((name) => filters[name]);
  const table = (rows?: readonly Transaction[]) => (
    <div className="panel">
      <DataTable
        caption="Transactions, newest first"
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        href={(one) => `/transactions/${one.id}`}
        expected={20}
        empty={
          filtered ? (
            <Empty title="No transaction fits these filters.">Widen the amounts or days, or clear the filters.</Empty>
          ) : (
            <Empty title="No transactions yet.">What is paid in or out appears here.</Empty>
          )
        }
      />
    </div>
  );
  return (
    <QueryView query={found} what="the transactions" loading={table()}>
      {({ items, next_page, prev_page }) => (
        <>
          {table(items)}
          <Pagination
            label="Pages of transactions"
            newer={prev_page && transactionsHref(filters, prev_page)}
            older={next_page && transactionsHref(filters, next_page)}
          />
        </>
      )}
    </QueryView>
  );
}
