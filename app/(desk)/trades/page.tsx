import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TradeList } from "@/components/trades/trade-list";
import { trades } from "@/lib/lists/definitions/trades";
import { listPage, type SearchParams } from "../list-page";

export const metadata: Metadata = { title: "Trades" };

export default async function TradesPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: trades, searchParams });
  return (
    <HydrationBoundary state={state}>
      <TradeList place={place} />
    </HydrationBoundary>
  );
}
