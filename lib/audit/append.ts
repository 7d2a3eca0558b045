import "server-only";
import { desc, eq } from "drizzle-orm";
import { db, type Transaction } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { takeTurn } from "@/lib/db/turn";
import { linkOf, type AuditEntry } from "./entry";

/** An intent or an outcome with this correlation id is on record already: somebody else was first. */
export class AlreadyRecorded extends Error {
  constructor(entry: Pick<AuditEntry, "kind" | "correlationId">, cause: unknown) {
    super(`The record has an ${entry.kind} for ${entry.correlationId} already`, { cause });
    this.name = "AlreadyRecorded";
  }
}

/**
 * Adds an entry to its customer's chain, inside the transaction of what it records. Appends of one customer wait for each
 * other until the transaction ends, so append late and never while a call to another server is open.
 * Throws AlreadyRecorded for a second intent or outcome of one correlation id; the transaction is lost then.
 */
export async function append(tx: Transaction, entry: AuditEntry): Promise<void> {
  await takeTurn(tx, `audit:${entry.customerId.toLowerCase()}`);
  const [head] = await tx
    .select({ position: auditEntry.position, entryHash: auditEntry.entryHash })
    .from(auditEntry)
    .where(eq(auditEntry.customerId, entry.customerId))
    .orderBy(desc(auditEntry.position))
    .limit(1);
  try {
    await tx.insert(auditEntry).values(linkOf(entry, head ?? null));
  } catch (error) {
    const fault = ((error as Error).cause ?? error) as { code?: string; constraint?: string };
    if (fault.code === "23505" && fault.constraint === "audit_entry_one_of_each") throw new AlreadyRecorded(entry, error);
    throw error;
  }
}

/** Adds an entry in a transaction of its own. */
export const record = (entry: AuditEntry): Promise<void> => db().transaction((tx) => append(tx, entry));
