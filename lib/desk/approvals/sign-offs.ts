import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Member } from "@/lib/approvals/policy/types";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { passkey } from "@/lib/db/schema/passkeys";
import { takeTurn } from "@/lib/db/turn";
import { signedStatement, stands } from "../passkeys/proven";

export type SignOffRow = typeof signOff.$inferSelect;

export type Given = SignOffRow & { passkeyStands: boolean; proven: boolean };

/** Every sign-off that was given here to a request, in its order: whether its passkey still stands, and whether it is proven. */
export async function signOffsOf(customerId: string, transferId: string, at: Database | Transaction = db()): Promise<Given[]> {
  const rows = await at
    .select({ row: signOff, key: passkey })
    .from(signOff)
    .leftJoin(passkey, eq(passkey.id, signOff.passkeyId))
    .where(and(eq(signOff.customerId, customerId), eq(signOff.transferId, transferId.toLowerCase())))
    .orderBy(asc(signOff.at));
  const given: Given[] = [];
  for (const { row, key } of rows) {
    const passkeyStands = row.passkeyId === null || (key?.state === "active" && (await stands(key, at)));
    given.push({ ...row, passkeyStands, proven: await isProven(row, at) });
  }
  return given;
}

/** Whether the record and what was sealed say so too: a row alone could be anybody's who may write to the database. */
async function isProven(row: SignOffRow, at: Database | Transaction): Promise<boolean> {
  const { rows } = await at.execute(sql`
    select 1 from audit_entry
    where customer_id = ${row.customerId}::uuid and subject_id = ${row.transferId} and member_id = ${row.memberId}
      and action = 'transfer.approve' and kind = 'intent' and canonical::jsonb -> 'details' ->> 'subjectHash' = ${row.subjectHash}
      and (canonical::jsonb -> 'details' ->> 'proof') is not distinct from ${row.proof} limit 1`);
  if (rows.length === 0) return false;
  if (row.assurance === "session") return true;
  const signed = await signedStatement(at, row.customerId, row.proof);
  const items = signed?.statement.kind === "approve" ? signed.statement.items : [];
  return signed?.memberId === row.memberId && items.some((one) => one.transferId === row.transferId && one.subjectHash === row.subjectHash);
}

/**
 * Those that count now: given to this very subject; and of those that are held, by somebody who may still sign, with the role
 * of today and a passkey that still stands. What was sent is at Jiko, whatever became of its signer since. Without a hash the
 * subject is not compared: for lists alone.
 */
export function counting<Row extends Given>(
  rows: readonly Row[],
  signers: readonly Member[],
  subjectHash: string | null,
): { row: Row; member: Member }[] {
  return rows.flatMap((row) => {
    if ((subjectHash !== null && row.subjectHash !== subjectHash) || !row.proven) return [];
    const signer = signers.find(({ id }) => id === row.memberId);
    if (row.how === "held" && (!signer || !row.passkeyStands)) return [];
    return [{ row, member: signer ?? { id: row.memberId, role: row.role as Member["role"], email: row.email } }];
  });
}

/** Decisions about one request take their turn: the second sees what the first has written. Released with the transaction. */
export const takeRequestTurn = (tx: Transaction, customerId: string, transferId: string): Promise<void> =>
  takeTurn(tx, `decide:${customerId.toLowerCase()}:${transferId.toLowerCase()}`);
