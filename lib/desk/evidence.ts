import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { seal, unseal } from "@/lib/auth/seal";
import { vaultKeys } from "@/lib/auth/tokens";
import { canonicalJson } from "@/lib/canonical";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { evidence } from "@/lib/db/schema/approvals";
import { sha256Hex } from "@/lib/sha256";

type Row = typeof evidence.$inferSelect;
export type EvidenceKind = Row["kind"];

const ownerOf = ({ customerId, digest }: Pick<Row, "customerId" | "digest">) => `evidence ${customerId.toLowerCase()} ${digest}`;

interface Kept {
  customerId: string;
  kind: EvidenceKind;
  subjectId: string;
  /** Plain JSON without fractions. */
  value: unknown;
}

/**
 * Keeps a value that the audit record refers to, and answers the SHA-256 of its canonical JSON: the record holds nothing but
 * that, because it takes no signature, no account number and no text of this length. The same value again is kept once.
 */
export async function keepEvidence(tx: Transaction, { customerId, kind, subjectId, value }: Kept): Promise<string> {
  const text = canonicalJson(value);
  const digest = sha256Hex(text);
  const sealed = seal(vaultKeys(), text, ownerOf({ customerId, digest }));
  await tx.insert(evidence).values({ customerId, digest, kind, subjectId, ...sealed, at: now() }).onConflictDoNothing();
  return digest;
}

/** The text of evidence as it lies there, whose hash the caller may compare. Throws where it does not open with our keys. */
export const openEvidence = (row: Pick<Row, "customerId" | "digest" | "keyId" | "sealed">): string => unseal(vaultKeys(), row, ownerOf(row));

/** A value that was kept; null where it is not there or not what its hash says. */
export async function evidenceOf(customerId: string, digest: string): Promise<unknown> {
  const [row] = await db().select().from(evidence).where(and(eq(evidence.customerId, customerId), eq(evidence.digest, digest)));
  if (!row) return null;
  const text = openEvidence(row);
  return sha256Hex(text) === digest ? (JSON.parse(text) as unknown) : null;
}

/** Seals what an older key has sealed with the current one, a few hundred at a time, so that the older key can go. */
export async function resealEvidence(): Promise<void> {
  const keys = vaultKeys();
  const rows = await db().select().from(evidence).where(ne(evidence.keyId, keys.current)).limit(500);
  for (const row of rows) {
    const sealed = seal(keys, unseal(keys, row, ownerOf(row)), ownerOf(row));
    await db().update(evidence).set(sealed).where(and(eq(evidence.customerId, row.customerId), eq(evidence.digest, row.digest)));
  }
}
