import "server-only";
import { eq } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { registerJob, type JobResult } from "../jobs";
import { channels } from "./channels";
import { hrefOf } from "./href";
import { sendMail } from "./mail";
import { mailKind, webhookKind } from "./tell";
import { Undelivered } from "./undelivered";
import { postToChannel } from "./webhook";

/** A message on its way out of the product. `address` is that of the page it is about: it decides nothing. */
export interface Outgoing {
  id: string;
  title: string;
  text: string;
  urgent: boolean;
  address: string;
}

const givenUpAfterMs = 24 * 3600_000;
const [soonestMs, latestMs] = [10_000, 3600_000];

type Row = typeof message.$inferSelect;

async function send(row: Row): Promise<void> {
  const { memberId, email } = row;
  const outgoing = { ...row, address: `${env().APP_URL}${hrefOf(row) ?? "/notifications?from=desk"}` };
  const { mail, channel } = channels();
  if (memberId === null ? !channel : !(mail && email)) throw new Undelivered("It is no longer set up how to send it.", { final: true });
  await (memberId === null ? postToChannel(outgoing) : sendMail({ ...outgoing, email: email! }));
}

/**
 * Sends a message and notes what became of it. What did not go out is tried again, after as long as it has waited so far, for a
 * day. A process that dies after the other side has taken it and before that is noted sends it once more: better twice than never.
 */
export async function deliver(id: string): Promise<JobResult> {
  const [row] = await db().select().from(message).where(eq(message.id, id));
  if (!row || row.sentAt) return "done";
  const note = (what: Partial<Row>) => db().update(message).set(what).where(eq(message.id, id));
  try {
    await send(row);
    await note({ sentAt: now(), problem: null });
    return "done";
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    const waited = now().getTime() - row.at.getTime();
    const final = error.final || waited >= givenUpAfterMs;
    await note({ problem: error.message });
    const channel = row.memberId === null ? "webhook" : "mail";
    log.warn({ event: "message.not_sent", messageId: id, channel, final, problem: error.message }, "A message could not be sent");
    return final ? "done" : new Date(now().getTime() + Math.min(Math.max(waited, soonestMs), latestMs));
  }
}

export function registerDeliveryJobs(): void {
  for (const kind of [mailKind, webhookKind]) registerJob(kind, ({ key }) => deliver(key));
}
