import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { movementsInput } from "@/components/wires/queries";
import { WireView } from "@/components/wires/wire-view";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { id as anId } from "@/lib/jiko/schemas";
import { transactionsList } from "@/lib/jiko/transactions";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import { wiresGet, type Wire } from "@/lib/jiko/wires";

export const metadata: Metadata = { title: "Wire" };

export default async function WirePage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [
    [wiresGet, { params: { wire_id: id } }],
    [pocketsList, { query: pocketsInput }],
    [transactionsList, { query: movementsInput(id) }],
  ]);
  const wire = state.queries.find(({ queryKey }) => queryKey[1] === `/v1/wires/${id}`)?.state.data as Wire | undefined;
  // Only for what went out: a wire that came in has no request, which is no error to report.
  const outgoing = wire?.direction === "OUTGOING";
  const request = outgoing ? await prefetchReads(session, [[transferRequestsGet, { params: { transfer_id: id } }]]) : undefined;
  return (
    <PageState state={state}>
      <PageState state={request}>
        <WireView id={id} />
      </PageState>
    </PageState>
  );
}
