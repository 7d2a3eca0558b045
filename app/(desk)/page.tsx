import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pocketsInput, strategiesInput } from "@/components/api/reads";
import { Overview } from "@/components/overview/overview";
import { latestInput, monthInput, yearInput } from "@/components/overview/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { allEarnings, pocketsList } from "@/lib/jiko/pockets";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";
import { transactionsList } from "@/lib/jiko/transactions";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [
    [pocketsList, { query: pocketsInput }],
    [allEarnings, { query: monthInput }],
    [allEarnings, { query: yearInput }],
    [tradingStrategiesList, { query: strategiesInput }],
    [transactionsList, { query: latestInput }],
  ]);
  return (
    <HydrationBoundary state={state}>
      <Overview />
    </HydrationBoundary>
  );
}
