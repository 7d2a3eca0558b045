import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pocketsInput } from "@/components/api/reads";
import { requestIdOf } from "@/components/transactions/details";
import { TransactionView } from "@/components/transactions/transaction-view";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { id as anId } from "@/lib/jiko/schemas";
import { transactionsGet, type Transaction } from "@/lib/jiko/transactions";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";

export const metadata: Metadata = { title: "Transaction" };

export default async function TransactionPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [
    [transactionsGet, { params: { id } }],
    [pocketsList, { query: pocketsInput }],
  ]);
  const movement = state.queries.find(({ queryKey }) => queryKey[1] === `/v2/transactions/${id}`)?.state.data as Transaction | undefined;
  const requestId = movement ? requestIdOf(movement) : null;
  // Looked up here and not in the browser: for many movements there is no request, which is no error to report.
  const request = requestId ? await prefetchReads(session, [[transferRequestsGet, { params: { transfer_id: requestId } }]]) : undefined;
  return (
    <HydrationBoundary state={state}>
      <HydrationBoundary state={request}>
        <TransactionView id={id} />
      </HydrationBoundary>
    </HydrationBoundary>
  );
}
