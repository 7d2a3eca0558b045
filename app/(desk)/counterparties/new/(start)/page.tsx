import { dehydrate, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { draftsQuery } from "@/components/api/drafts";
import { PageState } from "@/components/api/page-state";
import { StartPayee } from "@/components/payees/start";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { listDrafts } from "@/lib/desk/drafts";

export const metadata: Metadata = { title: "Add a payee" };

/** Opening this page makes nothing: a draft begins when somebody chooses a kind. */
export default async function NewPayeePage() {
  const session = await pageSession();
  const client = new QueryClient();
  if (may(session, "payees.manage")) client.setQueryData(draftsQuery("payee").queryKey, { items: await listDrafts(session, "payee") });
  return (
    <PageState state={dehydrate(client)}>
      <StartPayee />
    </PageState>
  );
}
