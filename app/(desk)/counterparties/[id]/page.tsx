import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { PayeeView } from "@/components/payees/payee-view";
import { pageSession } from "@/lib/auth/current";
import { callBacksView } from "@/lib/desk/payees/call-back";
import { prefetchReads } from "@/lib/desk/prefetch";
import { counterpartiesGet } from "@/lib/jiko/counterparties";
import { pocketsList } from "@/lib/jiko/pockets";
import { id as anId } from "@/lib/jiko/schemas";

export const metadata: Metadata = { title: "Payee" };

export default async function PayeePage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(
    session,
    [
      [counterpartiesGet, { params: { counterparty_id: id } }],
      [pocketsList, { query: pocketsInput }],
    ],
    [[["payee-checks", id], () => callBacksView(session, id)]],
  );
  return (
    <PageState state={state}>
      <PayeeView id={id} />
    </PageState>
  );
}
