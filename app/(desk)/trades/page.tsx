import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { TradeList } from "@/components/trades/trade-list";
import { trades } from "@/lib/lists/definitions/trades";
import { listPage, type SearchParams } from "../list-page";

export const metadata: Metadata = { title: "Trades" };

export default async function TradesPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: trades, searchParams });
  return (
    <PageState state={state}>
      <TradeList place={place} />
    </PageState>
  );
}
