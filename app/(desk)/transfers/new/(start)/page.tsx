import { dehydrate, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { draftsQuery } from "@/components/api/drafts";
import { PageState } from "@/components/api/page-state";
import { StartTransfer } from "@/components/transfers/start";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { listDrafts } from "@/lib/desk/drafts";

export const metadata: Metadata = { title: "New transfer" };

/** Opening this page makes nothing: a draft begins when somebody chooses what to file. */
export default async function NewTransferPage() {
  const session = await pageSession();
  const client = new QueryClient();
  if (may(session, "transfers.file")) client.setQueryData(draftsQuery("transfer").queryKey, { items: await listDrafts(session, "transfer") });
  return (
    <PageState state={dehydrate(client)}>
      <StartTransfer />
    </PageState>
  );
}
