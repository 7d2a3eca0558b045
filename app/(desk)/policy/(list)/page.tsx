import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { Policy } from "@/components/policy/policy";
import { policyKey } from "@/components/policy/queries";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { policyView } from "@/lib/desk/policy/view";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Policy" };

export default async function PolicyPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [], may(session, "transfers.read") ? [[policyKey, () => policyView(session)]] : []);
  return (
    <PageState state={state}>
      <Policy />
    </PageState>
  );
}
