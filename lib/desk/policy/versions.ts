import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { policySchema } from "@/lib/approvals/policy/schema";
import type { Policy } from "@/lib/approvals/policy/types";
import { canonicalJson } from "@/lib/canonical";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import { auditEntry } from "@/lib/db/schema/audit";
import { shareTurn, takeTurn } from "@/lib/db/turn";
import { sha256Hex } from "@/lib/sha256";

export type VersionRow = typeof policyVersion.$inferSelect;
export type At = Database | Transaction;

/** What entries about the policy are about, in the record. */
export const policySubject = "policy";

const turn = (customerId: string): string => `policy:${customerId.toLowerCase()}`;

/** Changes of the policy take their turn, and wait for decisions that asked under the present one. Released with the transaction. */
export const takePolicyTurn = (tx: Transaction, customerId: string): Promise<void> => takeTurn(tx, turn(customerId));

/** No other policy comes in force before this transaction ends. */
export const holdPolicy = (tx: Transaction, customerId: string): Promise<void> => shareTurn(tx, turn(customerId));

/** What the record names of a version. */
export interface Said {
  number: number;
  digest: string;
  /** Of a signature: digest of its gesture. */
  proof?: string;
}

/** What the record says was proposed or signed: of one version, or last. Null where it says nothing. */
export async function saidOf(at: At, customerId: string, action: "policy.propose" | "policy.sign", number?: number): Promise<Said | null> {
  const of = and(
    ...[eq(auditEntry.customerId, customerId), eq(auditEntry.subjectId, policySubject), eq(auditEntry.kind, "outcome")],
    ...[eq(auditEntry.action, action), eq(auditEntry.outcome, "done")],
    number === undefined ? undefined : sql`${auditEntry.canonical}::jsonb -> 'details' ->> 'number' = ${String(number)}`,
  );
  const [found] = await at.select({ canonical: auditEntry.canonical }).from(auditEntry).where(of).orderBy(desc(auditEntry.position)).limit(1);
  return found ? (JSON.parse(found.canonical) as { details: Said }).details : null;
}

/** The policy of a row; null where it is not, to the letter, what the record says of it. */
export function policyOf(row: VersionRow, said: Said | null): Policy | null {
  if (said?.number !== row.number || said.digest !== row.digest || sha256Hex(row.canonical) !== row.digest) return null;
  const parsed = policySchema.safeParse(JSON.parse(row.canonical));
  return parsed.success && parsed.data.version === row.number && canonicalJson(parsed.data) === row.canonical ? parsed.data : null;
}

const of = (customerId: string) => eq(policyVersion.customerId, customerId);

export async function rowIn(at: At, customerId: string, state: "in_force" | "proposed"): Promise<VersionRow | null> {
  const [row] = await at.select().from(policyVersion).where(and(of(customerId), eq(policyVersion.state, state)));
  return row ?? null;
}

/** Every version that was ever proposed, newest first. */
export const allRows = (customerId: string): Promise<VersionRow[]> =>
  db().select().from(policyVersion).where(of(customerId)).orderBy(desc(policyVersion.number));
