import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { NewWebhook } from "@/components/webhooks/new-webhook";
import { pageSession } from "@/lib/auth/current";

export const metadata: Metadata = { title: "New webhook" };

export default async function NewWebhookPage() {
  await pageSession();
  return (
    <PageState>
      <NewWebhook />
    </PageState>
  );
}
