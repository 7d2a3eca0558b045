import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { WebhookView } from "@/components/webhooks/webhook-view";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { id as anId } from "@/lib/jiko/schemas";
import { subscriptionsGet } from "@/lib/jiko/subscriptions";

export const metadata: Metadata = { title: "Webhook" };

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [[subscriptionsGet, { params: { subscription_id: id } }]]);
  return (
    <PageState state={state}>
      <WebhookView id={id} />
    </PageState>
  );
}
