import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { enrolmentEvidence, gestureEvidence, signInEvidence } from "@/lib/approvals/evidence";
import type { Statement } from "@/lib/approvals/statement";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import type { passkey } from "@/lib/db/schema/passkeys";
import { log } from "@/lib/log";
import { evidenceOf } from "../evidence";

type At = Database | Transaction;

/**
 * Rows of the database are a convenience: whoever may write there could write any. What counts is what was sealed with a key
 * that is not in the database, under a hash that the record names.
 */
async function opened(at: At, customerId: string, digest: string): Promise<unknown> {
  return evidenceOf(customerId, digest, at).catch((error: unknown) => {
    log.error({ event: "evidence.unreadable", digest, err: error }, "Evidence could not be opened");
    return null;
  });
}

/** Who signed a statement, and what it says, by a kept gesture or sign-in; null where there is none. */
export async function signedStatement(
  at: At,
  customerId: string,
  proof: string | null,
): Promise<{ memberId: string; statement: Statement } | null> {
  const value = proof === null ? null : await opened(at, customerId, proof);
  const gesture = gestureEvidence.safeParse(value);
  if (gesture.success) return gesture.data;
  const signIn = signInEvidence.safeParse(value);
  return signIn.success && signIn.data.gesture ? { memberId: signIn.data.memberId, statement: signIn.data.gesture.statement } : null;
}

/** Whether a passkey is, in every part, the one that was enrolled, was confirmed where it had to be, and was never revoked. */
export async function stands(row: typeof passkey.$inferSelect, at: At = db()): Promise<boolean> {
  const enrolled = enrolmentEvidence.safeParse(await opened(at, row.customerId, row.enrolment));
  if (!enrolled.success) return false;
  const { passkeyId, memberId, credentialId, publicKey } = enrolled.data;
  const sameKey = credentialId === row.credentialId && publicKey === row.publicKey.toString("base64url");
  const same = passkeyId === row.id && memberId === row.memberId && sameKey;
  const entries = await at
    .select({ action: auditEntry.action, canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(
      and(
        ...[eq(auditEntry.customerId, row.customerId), eq(auditEntry.subjectId, row.id), eq(auditEntry.outcome, "done")],
        inArray(auditEntry.action, ["passkey.enrol", "passkey.confirm", "passkey.revoke"]),
      ),
    );
  const has = (action: string) => entries.some((one) => one.action === action);
  const stateIn = (canonical: string) => (JSON.parse(canonical) as { details: { state?: string } }).details.state;
  const waited = entries.some(({ action, canonical }) => action === "passkey.enrol" && stateIn(canonical) === "waiting");
  return same && !has("passkey.revoke") && (!waited || has("passkey.confirm"));
}
