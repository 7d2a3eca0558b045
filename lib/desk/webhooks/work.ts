import "server-only";
import { lt } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { webhookEvent } from "@/lib/db/schema/webhook";
import { registerJob } from "../jobs";
import { noteEvent } from "../mirror/jobs";
import { deleteExpiredSecrets } from "./secrets";

export const eventKind = "webhook.event";

/** Jiko's own log goes further back; ours is there against repeats, and to be looked at. */
const keptForDays = 90;

/** Has what an event speaks of read at Jiko: the event itself is a hint, and Jiko's present state the truth. */
export function registerWebhookJobs(): void {
  registerJob<{ customerId: string; eventType: string }>(eventKind, async ({ payload }) => {
    await noteEvent(payload.customerId, { event_type: payload.eventType });
    return "done";
  });
}

/** Deletes what is no longer needed: old events, secrets whose time is over. */
export async function tidyWebhooks(): Promise<void> {
  await db().delete(webhookEvent).where(lt(webhookEvent.receivedAt, new Date(now().getTime() - keptForDays * 86_400_000)));
  await deleteExpiredSecrets();
}
