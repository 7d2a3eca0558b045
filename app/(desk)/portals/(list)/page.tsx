import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readPortalsAddress } from "@/components/portals/address";
import { PortalList } from "@/components/portals/portal-list";
import { portalsInput } from "@/components/portals/queries";
import { pageSession } from "@/lib/auth/current";
import { oneRead, prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { portalsList, portalsListAll } from "@/lib/jiko/portals";

export const metadata: Metadata = { title: "Portals" };

export default async function PortalsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readPortalsAddress(await searchParams);
  const { pocket } = address.filters;
  const query = portalsInput(address.cursor);
  const state = await prefetchReads(session, [
    oneRead(pocketsList, { query: pocketsInput }),
    pocket ? oneRead(portalsList, { params: { pocket_id: pocket }, query }) : oneRead(portalsListAll, { query }),
  ]);
  return (
    <PageState state={state}>
      <PortalList {...address} />
    </PageState>
  );
}
