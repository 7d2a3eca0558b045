import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { movementKind } from "@/components/table/movement-columns";
import { belongingOf, requestIdOf } from "@/components/transactions/details";
import { halvesInput, portalsInput } from "@/components/transactions/queries";
import { TransactionView } from "@/components/transactions/transaction-view";
import { pageSession } from "@/lib/auth/current";
import { titleOf } from "@/lib/desk/page-title";
import { oneRead, prefetchReads } from "@/lib/desk/prefetch";
import { read } from "@/lib/desk/read";
import { pocketsList } from "@/lib/jiko/pockets";
import { portalsListAll } from "@/lib/jiko/portals";
import { id as anId } from "@/lib/jiko/schemas";
import { transactionsGet, transactionsList, type Transaction } from "@/lib/jiko/transactions";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import { wiresGet } from "@/lib/jiko/wires";

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { id } = await params;
  if (!anId.safeParse(id).success) return {};
  return titleOf("Transaction", async (session) => {
    const movement = await read(transactionsGet, session, { params: { id } });
    return `${movementKind(movement)}: ${movement.title}`;
  });
}

/**
 * What a movement belongs to. Looked up here and not in the browser: for many movements there is no request and no wire, which
 * is no error to report.
 */
function belongings(movement: Transaction): ReturnType<typeof oneRead>[] {
  const { wire, portal, transfer } = belongingOf(movement);
  const request = requestIdOf(movement);
  return [
    ...(request ? [oneRead(transferRequestsGet, { params: { transfer_id: request } })] : []),
    ...(wire ? [oneRead(wiresGet, { params: { wire_id: wire } })] : []),
    ...(portal ? [oneRead(portalsListAll, { query: portalsInput })] : []),
    ...(transfer ? [oneRead(transactionsList, { query: halvesInput(transfer) })] : []),
  ];
}

export default async function TransactionPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [
    [transactionsGet, { params: { id } }],
    [pocketsList, { query: pocketsInput }],
  ]);
  const movement = state.queries.find(({ queryKey }) => queryKey[1] === `/v2/transactions/${id}`)?.state.data as Transaction | undefined;
  const more = movement ? await prefetchReads(session, belongings(movement)) : undefined;
  return (
    <PageState state={state}>
      <PageState state={more}>
        <TransactionView id={id} />
      </PageState>
    </PageState>
  );
}
