import type { Metadata } from "next";
import { NewWebhook } from "@/components/webhooks/new-webhook";
import { pageSession } from "@/lib/auth/current";

export const metadata: Metadata = { title: "New webhook" };

export default async function NewWebhookPage() {
  await pageSession();
  return <NewWebhook />;
}
