import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { TransactionList } from "@/components/transactions/transaction-list";
import { transactions } from "@/lib/lists/definitions/transactions";
import { listPage, type SearchParams } from "../list-page";

export const metadata: Metadata = { title: "Transactions" };

export default async function TransactionsPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: transactions, searchParams });
  return (
    <PageState state={state}>
      <TransactionList place={place} />
    </PageState>
  );
}
