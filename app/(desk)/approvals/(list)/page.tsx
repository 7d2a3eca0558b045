import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { Approvals } from "@/components/approvals/approvals";
import { doneInput, isPaged, readApprovalsAddress } from "@/components/approvals/queries";
import { FreezeButton } from "@/components/shell/freeze-dialog";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { transferRequestsList } from "@/lib/jiko/transfer-requests";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readApprovalsAddress(await searchParams);
  // What waits is read by the layout already, for the navigation.
  const state = await prefetchReads(session, [
    [pocketsList, { query: pocketsInput }],
    ...(isPaged(address.tab) ? [[transferRequestsList, { query: doneInput(address.cursor) }] as const] : []),
  ]);
  return (
    <PageState state={state}>
      <Approvals {...address} freeze={<FreezeButton />} />
    </PageState>
  );
}
