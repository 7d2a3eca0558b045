import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { webhookEndpoint, webhookEvent } from "@/lib/db/schema/webhook";
import { topicsOfEvent } from "@/lib/forms/topics";
import { eventWord } from "@/lib/forms/webhook";
import { event as envelope, referencesOf, signatureHeader, type JikoEvent } from "@/lib/jiko/events";
import { limitedBytes } from "@/lib/limited-text";
import { AppError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { spend } from "@/lib/rate";
import { schedule } from "../jobs";
import { publish } from "../live/publish";
import { searchText } from "../mirror/words";
import { acceptedSecrets } from "./secrets";
import { isSigned } from "./signature";
import { eventKind } from "./work";

/** An event is a few ids. */
const maxBytes = 64 * 1024;

type Endpoint = typeof webhookEndpoint.$inferSelect;
type Refusal = "badSignature" | "badCustomer" | "badBody";

/** A delivery that is not taken and is counted. `code`: what it is answered; Jiko's retry policy goes by its status. */
class Refused extends Error {
  constructor(
    readonly code: "invalid_input" | "unauthenticated" | "forbidden",
    readonly why: Refusal,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Takes one delivery: signature over the bytes as they came, customer, then the event is stored once and its work planned in
 * one transaction. Answers 202 for a new event and 200 for one that is known. Throws AppError `not_found`, `unauthenticated`,
 * `forbidden`, `invalid_input`, `rate_limited`; and what is a fault of ours: then Jiko sends it again.
 */
export async function receive(endpointId: string, request: Request, log: Log): Promise<Response> {
  try {
    const fresh = await take(endpointId, request);
    return Response.json({ received: true }, { status: fresh ? 202 : 200 });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await count(endpointId, error.why, log);
    throw new AppError(error.code, { message: error.message });
  }
}

async function take(endpointId: string, request: Request): Promise<boolean> {
  if (!z.guid().safeParse(endpointId).success) throw new AppError("not_found");
  spend("webhook", endpointId.toLowerCase());
  const body = await limitedBytes(request, maxBytes);
  const [endpoint] = await db().select().from(webhookEndpoint).where(eq(webhookEndpoint.id, endpointId));
  if (!endpoint) {
    spend("unsigned", "no endpoint");
    throw new AppError("not_found");
  }
  if (!isSigned(body, request.headers.get(signatureHeader), await acceptedSecrets(endpoint.id))) {
    spend("unsigned", endpoint.id);
    throw new Refused("unauthenticated", "badSignature", "The signature does not fit.");
  }
  const event = read(body);
  if (event.customer_id.toLowerCase() !== endpoint.customerId) throw new Refused("forbidden", "badCustomer", "This is not about a customer of this endpoint.");
  return store(endpoint, event);
}

function read(body: Buffer): JikoEvent {
  try {
    return envelope.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    throw new Refused("invalid_input", "badBody", "This is not an event.");
  }
}

/** Stores an event, or counts that it came again. What is new is told to open desks and followed up by a job. */
async function store({ id, customerId }: Endpoint, event: JikoEvent): Promise<boolean> {
  const at = now();
  return db().transaction(async (tx) => {
    const eventId = event.event_id.toLowerCase();
    const about = referencesOf(event);
    const search = searchText([eventId, event.event_type, eventWord(event.event_type)], { about: Object.values(about).join(" ") });
    const [row] = await tx
      .insert(webhookEvent)
      .values({
        customerId, eventId, endpointId: id, eventType: event.event_type, receivedAt: at,
        happenedAt: new Date(event.timestamp), about, search,
      })
      .onConflictDoUpdate({
        target: [webhookEvent.customerId, webhookEvent.eventId],
        set: { deliveries: sql`${webhookEvent.deliveries} + 1` },
      })
      .returning({ deliveries: webhookEvent.deliveries });
    const fresh = row!.deliveries === 1;
    if (fresh) {
      const payload = { customerId, eventType: event.event_type };
      await schedule(tx, { kind: eventKind, key: `${customerId}:${eventId}`, dueAt: at, payload });
    }
    await publish(tx, customerId, fresh ? topicsOfEvent(event.event_type) : ["webhooks"]);
    // Last, because the row is shared by all deliveries and stays locked until the end.
    await add(tx, id, { accepted: 1, ...(fresh ? {} : { repeated: 1 }), lastAcceptedAt: at });
    return fresh;
  });
}

type Counts = Partial<Record<"accepted" | "repeated" | Refusal, 1>> & { lastAcceptedAt?: Date; lastRefusedAt?: Date };

async function add(tx: Transaction, id: string, { lastAcceptedAt, lastRefusedAt, ...counts }: Counts): Promise<void> {
  const raised = Object.keys(counts).map((name) => [name, sql`${webhookEndpoint[name as keyof typeof counts]} + 1`] as const);
  await tx
    .update(webhookEndpoint)
    .set({ ...Object.fromEntries(raised), ...(lastAcceptedAt ? { lastAcceptedAt } : {}), ...(lastRefusedAt ? { lastRefusedAt } : {}) })
    .where(eq(webhookEndpoint.id, id));
}

/** Counts a refusal, for the screen; a line in the log for the first of a minute alone. */
async function count(endpointId: string, why: Refusal, log: Log): Promise<void> {
  const at = now();
  const before = await db().transaction(async (tx) => {
    const [row] = await tx.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, endpointId)).for("update");
    if (!row) return null;
    await add(tx, endpointId, { [why]: 1, lastRefusedAt: at });
    await publish(tx, row.customerId, ["webhooks"]);
    return row.lastRefusedAt;
  });
  if (before && at.getTime() - before.getTime() < 60_000) return;
  log.warn({ event: "webhook.refused", endpointId, why }, "A delivery was refused; others of the next minute are counted without a line");
}

