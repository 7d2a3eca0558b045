import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { PortalView } from "@/components/portals/portal-view";
import { portalsInput } from "@/components/portals/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { portalsFundingInstructions, portalsList } from "@/lib/jiko/portals";
import { id as anId } from "@/lib/jiko/schemas";

export const metadata: Metadata = { title: "Portal" };

export default async function PortalPage({ params }: { params: Promise<{ pocket: string; portal: string }> }) {
  const session = await pageSession();
  const { pocket, portal } = await params;
  if (!anId.safeParse(pocket).success || !anId.safeParse(portal).success) notFound();
  const state = await prefetchReads(session, [
    [pocketsList, { query: pocketsInput }],
    [portalsList, { params: { pocket_id: pocket }, query: portalsInput(null) }],
    [portalsFundingInstructions, { params: { pocket_id: pocket, portal_id: portal } }],
  ]);
  return (
    <PageState state={state}>
      <PortalView pocketId={pocket} portalId={portal} />
    </PageState>
  );
}
