import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { strategiesInput } from "@/components/api/reads";
import { PocketView } from "@/components/pockets/pocket-view";
import { readPocketAddress } from "@/components/pockets/address";
import { earningsInput, pocketMovementsInput, pocketTradesInput } from "@/components/pockets/queries";
import { PocketPortals } from "@/components/portals/pocket-portals";
import { portalsInput } from "@/components/portals/queries";
import { pageSession } from "@/lib/auth/current";
import { bankingNow, dayOf } from "@/lib/clock";
import { titleOf } from "@/lib/desk/page-title";
import { oneRead as read, prefetchReads } from "@/lib/desk/prefetch";
import { read as readDesk } from "@/lib/desk/read";
import { pocketEarnings, pocketsGet } from "@/lib/jiko/pockets";
import { portalsList } from "@/lib/jiko/portals";
import { id as anId } from "@/lib/jiko/schemas";
import { tradesList } from "@/lib/jiko/trades";
import { tradingStrategiesList } from "@/lib/jiko/trading-strategies";
import { transactionsList } from "@/lib/jiko/transactions";

export async function generateMetadata({ params }: PocketPageProps): Promise<Metadata> {
  const { id } = await params;
  if (!anId.safeParse(id).success) return {};
  return titleOf("Pocket", async (session) => (await readDesk(pocketsGet, session, { params: { pocket_id: id } })).pocket_name);
}

interface PocketPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PocketPage({ params, searchParams }: PocketPageProps) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const address = readPocketAddress(await searchParams, dayOf(await bankingNow()));
  const about = { params: { pocket_id: id } };
  const state = await prefetchReads(session, [
    read(pocketsGet, about),
    read(tradingStrategiesList, { query: strategiesInput }),
    ...(address.rangeFault ? [] : [read(pocketEarnings, { ...about, query: earningsInput(address.earnings) })]),
    ...(address.tab === "transactions" ? [read(transactionsList, { query: pocketMovementsInput(id, address.cursor) })] : []),
    ...(address.tab === "portals" ? [read(portalsList, { ...about, query: portalsInput(null) })] : []),
    ...(address.tab === "trades" ? [read(tradesList, { query: pocketTradesInput(id, address.cursor) })] : []),
  ]);
  return (
    <PageState state={state}>
      <PocketView id={id} address={address} portals={<PocketPortals pocketId={id} />} />
    </PageState>
  );
}
