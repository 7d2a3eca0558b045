import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Member } from "@/lib/approvals/policy/types";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { passkey, signOff } from "@/lib/db/schema/approvals";

export type SignOffRow = typeof signOff.$inferSelect;

/** Every sign-off that was given here to a request, in its order, and whether the passkey it was given with still stands. */
export async function signOffsOf(customerId: string, transferId: string, at: Database | Transaction = db()): Promise<(SignOffRow & { passkeyStands: boolean })[]> {
  const rows = await at
    .select({ row: signOff, passkeyState: passkey.state })
    .from(signOff)
    .leftJoin(passkey, eq(passkey.id, signOff.passkeyId))
    .where(and(eq(signOff.customerId, customerId), eq(signOff.transferId, transferId.toLowerCase())))
    .orderBy(asc(signOff.at));
  return rows.map(({ row, passkeyState }) => ({ ...row, passkeyStands: row.passkeyId === null || passkeyState === "active" }));
}

/**
 * Those that count now: given to this very subject; and of those that are held, by somebody who may still sign, with the role
 * of today and a passkey that still stands. What was sent is at Jiko, whatever became of its signer since.
 */
export function counting<Row extends SignOffRow & { passkeyStands: boolean }>(
  rows: readonly Row[],
  signers: readonly Member[],
  subjectHash: string,
): { row: Row; member: Member }[] {
  return rows.flatMap((row) => {
    if (row.subjectHash !== subjectHash) return [];
    const signer = signers.find(({ id }) => id === row.memberId);
    if (row.how === "held" && (!signer || !row.passkeyStands)) return [];
    return [{ row, member: signer ?? { id: row.memberId, role: row.role as Member["role"], email: row.email } }];
  });
}

/** Decisions about one request take their turn: the second sees what the first has written. Released with the transaction. */
export async function takeTurn(tx: Transaction, customerId: string, transferId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`decide:${customerId.toLowerCase()}:${transferId.toLowerCase()}`}, 0))`);
}
