import "server-only";
import { randomUUID } from "node:crypto";
import { now } from "@/lib/clock";
import type { Transaction } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { schedule } from "../jobs";
import { publish } from "../live/publish";
import type { Recipient } from "./audience";
import { channels } from "./channels";
import { plain } from "./plain";
import type { Telling } from "./types";

/** Jobs that take a message out of the product; their key is its id. */
export const mailKind = "message.mail";
export const webhookKind = "message.webhook";

interface Told extends Pick<Telling, "kind" | "subjectId" | "once" | "title" | "text" | "urgent"> {
  customerId: string;
  to: readonly Recipient[] | "channel";
}

/**
 * Tells people something: each gets it once under this `once`, however often it is found. Members have it in the product and,
 * where that is set up, by e-mail; the channel has it where there is one. Nothing is sent before the transaction is committed.
 */
export async function tell(tx: Transaction, { customerId, to, title, text, ...rest }: Told): Promise<void> {
  const { mail, channel } = channels();
  const recipients = to === "channel" ? (channel ? [{ memberId: null, email: null }] : []) : to;
  if (recipients.length === 0) return;
  const at = now();
  const written = { ...rest, customerId, title: plain(title, 200), text: plain(text, 1000), at };
  const rows = await tx
    .insert(message)
    .values(recipients.map((one) => ({ ...written, ...one, id: randomUUID() })))
    .onConflictDoNothing()
    .returning({ id: message.id, memberId: message.memberId, email: message.email });
  for (const { id, memberId, email } of rows) {
    if (memberId === null) await schedule(tx, { kind: webhookKind, key: id, dueAt: at });
    else if (mail && email) await schedule(tx, { kind: mailKind, key: id, dueAt: at });
  }
  if (rows.some(({ memberId }) => memberId !== null)) await publish(tx, customerId, ["messages"]);
}
