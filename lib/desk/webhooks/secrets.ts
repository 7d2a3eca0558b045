import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq, gt, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { resealRows } from "@/lib/auth/reseal";
import { seal, unseal } from "@/lib/auth/seal";
import { vaultKeys } from "@/lib/auth/tokens";
import { now } from "@/lib/clock";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { webhookSecret } from "@/lib/db/schema/webhook";
import { AppError } from "@/lib/errors";

/** How long a secret that was replaced is still accepted: longer than Jiko tries to deliver what it signed before. */
export const bothForHours = 24;
const hours = 3_600_000;

const ownerOf = (id: string) => `webhook secret ${id.toLowerCase()}`;

interface NewSecret {
  /** Minted by the form, so that a command that is repeated finds the secret of the first. */
  id: string;
  customerId: string;
  /** Null where the deliveries go elsewhere: then the secret is kept until it was shown, and no longer than a day. */
  endpointId: string | null;
}

/** Makes a secret and keeps it sealed. It leaves the server for Jiko, and through `showSecret` for whoever runs another receiver. */
export async function makeSecret({ id, customerId, endpointId }: NewSecret): Promise<void> {
  const at = now();
  const { keyId, sealed } = seal(vaultKeys(), randomBytes(32).toString("base64url"), ownerOf(id));
  const expiresAt = endpointId ? null : new Date(at.getTime() + 24 * hours);
  await db().insert(webhookSecret).values({ id, customerId, endpointId, keyId, sealed, createdAt: at, expiresAt }).onConflictDoNothing();
}

/** A secret in clear, for the one call that hands it to Jiko. Throws where it is gone. */
export async function openSecret(customerId: string, id: string): Promise<string> {
  const [row] = await db().select().from(webhookSecret).where(and(eq(webhookSecret.customerId, customerId), eq(webhookSecret.id, id)));
  if (!row) throw new AppError("not_found", { message: "The secret of this subscription is no longer kept. Begin anew." });
  return unseal(vaultKeys(), row, ownerOf(row.id));
}

/** The secrets that deliveries to an endpoint may be signed with now: the present one, and the one before while both count. */
export async function acceptedSecrets(endpointId: string): Promise<string[]> {
  const at = now();
  const rows = await db()
    .select()
    .from(webhookSecret)
    .where(and(eq(webhookSecret.endpointId, endpointId), or(isNull(webhookSecret.expiresAt), gt(webhookSecret.expiresAt, at))));
  return rows.map((row) => unseal(vaultKeys(), row, ownerOf(row.id)));
}

/** Sets the end of every other secret of an endpoint: from now on there is a new one. */
export async function replaceSecrets(tx: Transaction, endpointId: string, by: string): Promise<void> {
  const expiresAt = new Date(now().getTime() + bothForHours * hours);
  await tx
    .update(webhookSecret)
    .set({ expiresAt })
    .where(and(eq(webhookSecret.endpointId, endpointId), ne(webhookSecret.id, by), isNull(webhookSecret.expiresAt)));
}

/** A secret of a receiver elsewhere, for the person who set it up. Once: afterwards nobody here has it. Throws `not_found`. */
export async function takeSecret(tx: Transaction, customerId: string, id: string): Promise<string> {
  const [row] = await tx
    .delete(webhookSecret)
    .where(and(eq(webhookSecret.customerId, customerId), eq(webhookSecret.id, id), isNull(webhookSecret.endpointId)))
    .returning();
  if (!row) throw new AppError("not_found", { message: "This secret was shown before, or its time is over. Rotate it to get a new one." });
  return unseal(vaultKeys(), row, ownerOf(row.id));
}

export const resealSecrets = (): Promise<void> =>
  resealRows({
    read: (older, most) => db().select().from(webhookSecret).where(inArray(webhookSecret.keyId, older)).limit(most),
    ownerOf: (row) => ownerOf(row.id),
    write: (row, sealed) => db().update(webhookSecret).set(sealed).where(eq(webhookSecret.id, row.id)),
  });

export const deleteExpiredSecrets = async (at: Database | Transaction = db()): Promise<void> =>
  void (await at.delete(webhookSecret).where(lte(webhookSecret.expiresAt, now())));
