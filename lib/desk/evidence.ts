import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { resealRows } from "@/lib/auth/reseal";
import { seal, unseal } from "@/lib/auth/seal";
import { vaultKeys } from "@/lib/auth/tokens";
import { canonicalJson } from "@/lib/canonical";
import { now } from "@/lib/clock";
import { db, type Database, type Transaction } from "@/lib/db/connection";
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
export async function evidenceOf(customerId: string, digest: string, at: Database | Transaction = db()): Promise<unknown> {
  const [row] = await at.select().from(evidence).where(and(eq(evidence.customerId, customerId), eq(evidence.digest, digest)));
  if (!row) return null;
  const text = openEvidence(row);
  return sha256Hex(text) === digest ? (JSON.parse(text) as unknown) : null;
}

export const resealEvidence = (): Promise<void> =>
  resealRows({
    read: (older, most) => db().select().from(evidence).where(inArray(evidence.keyId, older)).limit(most),
    ownerOf: (row) => ownerOf(row),
    write: (row, sealed) =>
      db()
        .update(evidence)
        .set(sealed)
        .where(and(eq(evidence.customerId, row.customerId), eq(evidence.digest, row.digest))),
  });
