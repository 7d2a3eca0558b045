import "server-only";
import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { append } from "@/lib/audit/append";
import type { ClientAddress } from "@/lib/auth/client-address";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { webhookEndpoint, webhookSecret } from "@/lib/db/schema/webhook";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { takeSecret } from "./secrets";

const prefix = () => `${env().APP_URL}/api/webhooks/jiko/`;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where Jiko delivers to an endpoint of ours. */
export const endpointUrl = (id: string): string => prefix() + id;

/** The endpoint of ours that an address leads to, or null: how a subscription is known to be ours. */
export function endpointIn(url: string): string | null {
  const id = url.startsWith(prefix()) ? url.slice(prefix().length) : "";
  return uuid.test(id) ? id : null;
}

/** Makes an endpoint; one that is there stays as it is. Throws `conflict` where the id is somebody else's. */
export async function makeEndpoint(customerId: string, id: string): Promise<void> {
  await db().insert(webhookEndpoint).values({ id, customerId, createdAt: now() }).onConflictDoNothing();
  const [row] = await db().select({ customerId: webhookEndpoint.customerId }).from(webhookEndpoint).where(eq(webhookEndpoint.id, id));
  if (row?.customerId !== customerId.toLowerCase()) throw new AppError("conflict");
}

/** What arrived at an endpoint of ours, as the page shows it. */
export interface EndpointView {
  id: string;
  url: string;
  accepted: number;
  repeated: number;
  badSignature: number;
  badCustomer: number;
  badBody: number;
  lastAcceptedAt: string | null;
  lastRefusedAt: string | null;
  /** Until when the secret before this one is accepted too; null where there is one secret. */
  bothUntil: string | null;
}

/** The endpoints of a customer. No secret, sealed or not, leaves this file. */
export async function endpointsOf(customerId: string): Promise<EndpointView[]> {
  const ending = db()
    .select({ endpointId: webhookSecret.endpointId, until: sql<string>`max(${webhookSecret.expiresAt})`.as("until") })
    .from(webhookSecret)
    .where(and(isNotNull(webhookSecret.expiresAt), gt(webhookSecret.expiresAt, now())))
    .groupBy(webhookSecret.endpointId)
    .as("ending");
  const rows = await db()
    .select({ endpoint: webhookEndpoint, until: ending.until })
    .from(webhookEndpoint)
    .leftJoin(ending, eq(ending.endpointId, webhookEndpoint.id))
    .where(eq(webhookEndpoint.customerId, customerId))
    .orderBy(asc(webhookEndpoint.createdAt));
  return rows.map(({ endpoint: { customerId: _, createdAt: __, lastAcceptedAt, lastRefusedAt, ...counts }, until }) => ({
    ...counts,
    url: endpointUrl(counts.id),
    lastAcceptedAt: lastAcceptedAt?.toISOString() ?? null,
    lastRefusedAt: lastRefusedAt?.toISOString() ?? null,
    bothUntil: until ? new Date(until).toISOString() : null,
  }));
}

/** Shows the secret of a receiver elsewhere, once, and says in the record that it was shown. Throws `not_found`. */
export async function showSecret(session: Session, id: string, from: ClientAddress): Promise<{ secret: string }> {
  if (!uuid.test(id)) throw new AppError("not_found");
  return db().transaction(async (tx) => {
    const secret = await takeSecret(tx, session.customerId, id);
    await append(tx, {
      customerId: session.customerId,
      at: now(),
      kind: "event",
      action: "webhook.secretShown",
      actor: { memberId: session.memberId, sessionId: session.id, name: session.name },
      correlationId: id,
      subjectId: id,
      details: { ...from },
    });
    return { secret };
  });
}
