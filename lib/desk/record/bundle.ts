import "server-only";
import { and, asc, eq, gte, inArray, lte, sql, type SQL } from "drizzle-orm";
import { gestureEvidence, enrolmentEvidence } from "@/lib/approvals/evidence";
import type { Bundle } from "@/lib/audit/bundle";
import { firstPrevHash } from "@/lib/audit/entry";
import { signedHead } from "@/lib/audit/heads";
import { claimOf, digestsOf, type Claim } from "@/lib/audit/named";
import type { EntryText } from "@/lib/audit/verify";
import type { Database, Transaction } from "@/lib/db/connection";
import { auditHead, evidence, policyVersion } from "@/lib/db/schema/approvals";
import { auditEntry } from "@/lib/db/schema/audit";
import { AppError } from "@/lib/errors";
import { openEvidence } from "../evidence";

interface Found {
  position: number;
  canonical: string;
  entry: EntryText;
  claim: Claim | null;
}

/** Actions that say what passkeys and policies are. */
const standing = ["passkey.enrol", "passkey.confirm", "passkey.revoke", "policy.propose", "policy.sign"];

async function entriesWhere(tx: Transaction, condition: SQL | undefined): Promise<Found[]> {
  const rows = await tx
    .select({ position: auditEntry.position, canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(condition)
    .orderBy(asc(auditEntry.position));
  return rows.map((row) => {
    const entry = JSON.parse(row.canonical) as EntryText;
    return { ...row, entry, claim: claimOf(entry) };
  });
}

/** Evidence as it lies there, opened; read as it is asked for. */
function evidenceOf(tx: Transaction, customerId: string) {
  const opened = new Map<string, unknown>();
  return {
    opened,
    async open(digest: string): Promise<unknown> {
      if (opened.has(digest)) return opened.get(digest);
      const [row] = await tx.select().from(evidence).where(and(eq(evidence.customerId, customerId), eq(evidence.digest, digest)));
      if (!row) throw new Error(`The evidence ${digest} is not there. Run npm run audit:verify.`);
      const value: unknown = JSON.parse(openEvidence(row));
      opened.set(digest, value);
      return value;
    },
  };
}

/** What made passkeys and policies what they are, as far as these entries rest on it, and in turn what that rests on. */
async function restingOn(first: readonly Found[], all: readonly Found[], open: (digest: string) => Promise<unknown>): Promise<Found[]> {
  const taken = new Set<Found>();
  const waiting = [...first];
  const take = (wanted: (claim: Claim) => boolean) => {
    for (const one of all) if (one.claim && !taken.has(one) && wanted(one.claim)) waiting.push(one);
  };
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    if (taken.has(one)) continue;
    taken.add(one);
    const { claim } = one;
    if (!claim) continue;
    for (const digest of digestsOf(claim)) {
      const gesture = gestureEvidence.safeParse(await open(digest));
      const enrolment = enrolmentEvidence.safeParse(await open(digest));
      if (gesture.success) take((other) => "passkeyId" in other && other.kind !== "decision" && other.passkeyId === gesture.data.passkeyId);
      if (enrolment.success) await open(enrolment.data.signIn);
    }
    if (claim.kind === "decision" && claim.policyDigest) take((other) => "digest" in other && other.number === Number(claim.policyVersion));
  }
  return [...taken].toSorted((a, b) => a.position - b.position);
}

/** Each entry with the next signed head after it: stretches of the chain that hold their entries. */
async function segmentsOf(tx: Transaction, customerId: string, positions: readonly number[]): Promise<Bundle["segments"]> {
  const segments: Bundle["segments"] = [];
  for (const from of positions) {
    if (from <= (segments.at(-1)?.head.position ?? 0)) continue;
    const [row] = await tx
      .select({ head: auditHead.head })
      .from(auditHead)
      .where(and(eq(auditHead.customerId, customerId), gte(auditHead.position, from)))
      .orderBy(asc(auditHead.position))
      .limit(1);
    if (!row) {
      const message = `Entry ${from} is not under a signed head yet. Heads are signed within seconds where AUDIT_KEY_FILE is set.`;
      throw new AppError("conflict", { message });
    }
    const head = signedHead.parse(row.head);
    const links = await tx
      .select({ contentHash: auditEntry.contentHash, prevHash: auditEntry.prevHash })
      .from(auditEntry)
      .where(and(eq(auditEntry.customerId, customerId), gte(auditEntry.position, from), lte(auditEntry.position, head.position)))
      .orderBy(asc(auditEntry.position));
    segments.push({ from, prevHash: links[0]?.prevHash ?? firstPrevHash, contentHashes: links.map(({ contentHash }) => contentHash), head });
  }
  return segments;
}

/** Gathers the evidence of a request. Throws `not_found` where nothing is on record about it, `conflict` where heads are not signed. */
export async function bundleOf(database: Database, transferId: string): Promise<Bundle> {
  return database.transaction(
    async (tx) => {
      const [of] = await tx.select({ customerId: auditEntry.customerId }).from(auditEntry).where(eq(auditEntry.subjectId, transferId)).limit(1);
      if (!of) throw new AppError("not_found", { message: `Nothing is on record about the request ${transferId}.` });
      const { customerId } = of;
      await tx.execute(sql`set local statement_timeout = 0`);
      const about = await entriesWhere(tx, and(eq(auditEntry.customerId, customerId), eq(auditEntry.subjectId, transferId)));
      const all = await entriesWhere(tx, and(eq(auditEntry.customerId, customerId), inArray(auditEntry.action, standing)));
      const { open, opened } = evidenceOf(tx, customerId);
      const taken = await restingOn(about, all, open);
      const numbers = new Set(taken.flatMap(({ claim }) => (claim?.kind === "proposed" ? [claim.number] : [])));
      const versions = await tx
        .select({ number: policyVersion.number, canonical: policyVersion.canonical })
        .from(policyVersion)
        .where(and(eq(policyVersion.customerId, customerId), inArray(policyVersion.number, [...numbers, -1])))
        .orderBy(asc(policyVersion.number));
      return {
        format: "countersign evidence", version: 1, customerId, transferId,
        entries: taken.map(({ position, canonical }) => ({ position, canonical })),
        segments: await segmentsOf(tx, customerId, taken.map(({ position }) => position)),
        evidence: Object.fromEntries(opened) as Bundle["evidence"],
        policies: versions,
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
