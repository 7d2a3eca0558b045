import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pocketsInput } from "@/components/api/reads";
import { readTradesAddress } from "@/components/trades/address";
import { tradesKey } from "@/components/trades/queries";
import { TradeList } from "@/components/trades/trade-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { tradesPage } from "@/lib/desk/trades";
import { pocketsList } from "@/lib/jiko/pockets";

export const metadata: Metadata = { title: "Trades" };

export default async function TradesPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readTradesAddress(await searchParams);
  const { query } = address;
  const state = await prefetchReads(
    session,
    [[pocketsList, { query: pocketsInput }]],
    query ? [[tradesKey(query), () => tradesPage(session, query)]] : [],
  );
  return (
    <HydrationBoundary state={state}>
      <TradeList {...address} />
    </HydrationBoundary>
  );
}
