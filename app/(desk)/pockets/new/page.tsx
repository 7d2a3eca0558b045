import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput, strategiesInput } from "@/components/api/reads";
import { NewPocket } from "@/components/pockets/new-pocket";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";

export const metadata: Metadata = { title: "Open a pocket" };

export default async function NewPocketPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [
    [pocketsList, { query: pocketsInput }],
    [tradingStrategiesList, { query: strategiesInput }],
  ]);
  return (
    <PageState state={state}>
      <NewPocket />
    </PageState>
  );
}
