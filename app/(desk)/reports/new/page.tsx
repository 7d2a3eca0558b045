import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readOrderAddress } from "@/components/reports/address";
import { OrderForm } from "@/components/reports/order-form";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";

export const metadata: Metadata = { title: "Order a report" };

export default async function NewReportPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const prefill = readOrderAddress(await searchParams);
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]]);
  return (
    <PageState state={state}>
      <OrderForm prefill={prefill} />
    </PageState>
  );
}
