import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { planKey } from "@/components/api/treasury";
import { readPlannerAddress } from "@/components/planner/address";
import { Planner } from "@/components/planner/planner";
import { pageSession } from "@/lib/auth/current";
import { bankingNow, dayOf } from "@/lib/clock";
import { prefetchReads } from "@/lib/desk/prefetch";
import { planView, planWanted } from "@/lib/desk/treasury/plan";
import { pocketsList } from "@/lib/jiko/pockets";

export const metadata: Metadata = { title: "Liquidity planner" };

export default async function PlannerPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readPlannerAddress(await searchParams, dayOf(await bankingNow()));
  const plan = [planKey(address.wanted), () => planView(session, planWanted.parse(address.wanted))] as const;
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]], address.ready ? [plan] : []);
  return (
    <PageState state={state}>
      <Planner address={address} />
    </PageState>
  );
}
