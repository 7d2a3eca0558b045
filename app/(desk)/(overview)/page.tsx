import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput, strategiesInput } from "@/components/api/reads";
import { forecastKey, historyKey, historySpans } from "@/components/api/treasury";
import { Overview } from "@/components/overview/overview";
import { latestInput, monthInput, yearInput } from "@/components/overview/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { historyView } from "@/lib/desk/treasury/history";
import { projectionView } from "@/lib/desk/treasury/projection";
import { allEarnings, pocketsList } from "@/lib/jiko/pockets";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";
import { transactionsList } from "@/lib/jiko/transactions";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const session = await pageSession();
  const state = await prefetchReads(
    session,
    [
      [pocketsList, { query: pocketsInput }],
      [allEarnings, { query: monthInput }],
      [allEarnings, { query: yearInput }],
      [tradingStrategiesList, { query: strategiesInput }],
      [transactionsList, { query: latestInput }],
    ],
    [
      [historyKey(historySpans[0]), () => historyView(session, historySpans[0])],
      [forecastKey, () => projectionView(session)],
    ],
  );
  return (
    <PageState state={state}>
      <Overview />
    </PageState>
  );
}
