import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { forecastKey } from "@/components/api/treasury";
import { readForecastAddress } from "@/components/forecast/address";
import { Forecast } from "@/components/forecast/forecast";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { projectionView } from "@/lib/desk/treasury/projection";
import { pocketsList } from "@/lib/jiko/pockets";

export const metadata: Metadata = { title: "Forecast" };

export default async function ForecastPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]], [[forecastKey, () => projectionView(session)]]);
  return (
    <PageState state={state}>
      <Forecast address={readForecastAddress(await searchParams)} />
    </PageState>
  );
}
