import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { subscriptionsInput } from "@/components/webhooks/queries";
import { SubscriptionList } from "@/components/webhooks/subscription-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { subscriptionsList } from "@/lib/jiko/subscriptions";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [[subscriptionsList, { query: subscriptionsInput }]]);
  return (
    <PageState state={state}>
      <SubscriptionList />
    </PageState>
  );
}
