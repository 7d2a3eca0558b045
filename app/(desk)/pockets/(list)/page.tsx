import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput, strategiesInput } from "@/components/api/reads";
import { readEarningsAddress } from "@/components/pockets/address";
import { PocketList } from "@/components/pockets/pocket-list";
import { earningsInput } from "@/components/pockets/queries";
import { pageSession } from "@/lib/auth/current";
import { bankingNow, dayOf } from "@/lib/clock";
import { prefetchReads } from "@/lib/desk/prefetch";
import { allEarnings, pocketsList } from "@/lib/jiko/pockets";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";

export const metadata: Metadata = { title: "Pockets" };

export default async function PocketsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readEarningsAddress(await searchParams, dayOf(await bankingNow()));
  const state = await prefetchReads(session, [
    [pocketsList, { query: pocketsInput }],
    [tradingStrategiesList, { query: strategiesInput }],
    ...(address.rangeFault ? [] : [[allEarnings, { query: earningsInput(address.earnings) }] as const]),
  ]);
  return (
    <PageState state={state}>
      <PocketList address={address} />
    </PageState>
  );
}
