import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pocketsInput } from "@/components/api/reads";
import { readTransactionsAddress } from "@/components/transactions/address";
import { TransactionList } from "@/components/transactions/transaction-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { env } from "@/lib/env";
import { pocketsList } from "@/lib/jiko/pockets";
import { transactionsList } from "@/lib/jiko/transactions";

export const metadata: Metadata = { title: "Transactions" };

export default async function TransactionsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readTransactionsAddress(await searchParams, env().COMPANY_TIME_ZONE);
  const names = [pocketsList, { query: pocketsInput }] as const;
  const state = address.query
    ? await prefetchReads(session, [names, [transactionsList, { query: address.query }]])
    : await prefetchReads(session, [names]);
  return (
    <HydrationBoundary state={state}>
      <TransactionList {...address} />
    </HydrationBoundary>
  );
}
