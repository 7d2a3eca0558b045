import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readPayeesAddress } from "@/components/payees/address";
import { PayeeList } from "@/components/payees/payee-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { counterpartiesList } from "@/lib/jiko/counterparties";

export const metadata: Metadata = { title: "Payees" };

export default async function PayeesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readPayeesAddress(await searchParams);
  const state = await prefetchReads(session, [[counterpartiesList, { query: address.query }]]);
  return (
    <HydrationBoundary state={state}>
      <PayeeList {...address} />
    </HydrationBoundary>
  );
}
