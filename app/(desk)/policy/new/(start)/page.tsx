import type { Metadata } from "next";
import { draftsQuery } from "@/components/api/drafts";
import { PageState } from "@/components/api/page-state";
import { policyKey } from "@/components/policy/queries";
import { StartPolicy } from "@/components/policy/start";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { listDrafts } from "@/lib/desk/drafts";
import { policyView } from "@/lib/desk/policy/view";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Propose a policy" };

/** Opening this page makes nothing: a draft begins when somebody chooses what to begin from. */
export default async function NewPolicyPage() {
  const session = await pageSession();
  const reads = [
    [policyKey, () => policyView(session)],
    [draftsQuery("policy").queryKey, async () => ({ items: await listDrafts(session, "policy") })],
  ] as const;
  const state = await prefetchReads(session, [], may(session, "policy.propose") ? reads : []);
  return (
    <PageState state={state}>
      <StartPolicy />
    </PageState>
  );
}
