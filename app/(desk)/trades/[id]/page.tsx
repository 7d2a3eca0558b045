import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { activityWord } from "@/components/table/trade-columns";
import { tradeKey } from "@/components/trades/queries";
import { TradeView } from "@/components/trades/trade-view";
import { pageSession } from "@/lib/auth/current";
import { titleOf } from "@/lib/desk/page-title";
import { prefetchReads } from "@/lib/desk/prefetch";
import { findTrade, tradePlace } from "@/lib/desk/trades";
import { pocketsList } from "@/lib/jiko/pockets";
import { id as anId } from "@/lib/jiko/schemas";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Which trade, and where it is to be looked for; what is not understood of that is left out. */
async function asked({ params, searchParams }: Props) {
  const { id } = await params;
  const { pocket, day } = await searchParams;
  const place = tradePlace.safeParse({ pocket, day });
  return { id, place: place.success ? place.data : {} };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { id, place } = await asked(props);
  if (!anId.safeParse(id).success) return {};
  return titleOf("Trade", async (session) => {
    const { activity, cusip } = await findTrade(session, id, place);
    return `${activityWord(activity)} of ${cusip}`;
  });
}

export default async function TradePage(props: Props) {
  const session = await pageSession();
  const { id, place } = await asked(props);
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]], [[tradeKey(id, place), () => findTrade(session, id, place)]]);
  return (
    <PageState state={state}>
      <TradeView id={id} place={place} />
    </PageState>
  );
}
