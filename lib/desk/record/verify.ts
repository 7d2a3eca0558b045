import "server-only";
import type { KeyObject } from "node:crypto";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { headFault, signedHead } from "@/lib/audit/heads";
import { claimOf, digestsOf } from "@/lib/audit/named";
import { ProofChecker, type Opened } from "@/lib/audit/proofs";
import { storedLinks } from "@/lib/audit/read";
import { ChainVerifier, type EntryText, type Fault, type Head, type Restored } from "@/lib/audit/verify";
import type { Database, Transaction } from "@/lib/db/connection";
import { auditHead, evidence } from "@/lib/db/schema/approvals";
import { sha256Hex } from "@/lib/sha256";
import { openEvidence } from "../evidence";
import { rowFaults } from "./row-faults";

export interface Wanted {
  customerId: string;
  /** Public keys that heads may be signed with. */
  keys: readonly KeyObject[];
  /** Heads that were kept outside. */
  outside: readonly unknown[];
}

/** What a look at everything found. `faults` in the order of the entries that they are seen at, the first first. */
export interface Report {
  customerId: string;
  entries: number;
  /** Heads that hold: in the table, and outside. */
  heads: { table: number; outside: number };
  /** Entries after the newest head that holds. */
  unsigned: number;
  /** What entries claim that was checked against evidence. */
  claims: number;
  restores: Restored[];
  faults: Fault[];
}

const inTable = "in the table of heads";
const elsewhere = "kept outside";

/** Heads in the table that hold, and what is wrong with the others. */
async function tableHeads(tx: Transaction, { customerId, keys }: Wanted) {
  const rows = await tx.select().from(auditHead).where(eq(auditHead.customerId, customerId)).orderBy(asc(auditHead.position));
  const heads: Head[] = [];
  const faults: Fault[] = [];
  for (const { position, head } of rows) {
    const what = headFault(head, keys) ?? rowFault(head, customerId, position);
    if (what) faults.push({ position, fault: `its head ${inTable} does not hold: ${what}` });
    else heads.push({ ...signedHead.parse(head), where: inTable });
  }
  return { heads, faults };
}

function rowFault(value: unknown, customerId: string, position: number): string | null {
  const head = signedHead.parse(value);
  return head.customerId === customerId && head.position === position ? null : "it is the head of another entry";
}

function outsideHeads({ customerId, keys, outside }: Wanted) {
  const heads: Head[] = [];
  const faults: Fault[] = [];
  for (const value of outside) {
    const head = signedHead.safeParse(value);
    if (head.success && head.data.customerId !== customerId) continue;
    const what = headFault(value, keys);
    if (what) faults.push({ position: head.data?.position ?? null, fault: `a head ${elsewhere} does not hold: ${what}` });
    else heads.push({ ...head.data!, where: elsewhere });
  }
  return { heads, faults };
}

/** The evidence of a batch of entries, read at once. */
async function evidenceFor(tx: Transaction, customerId: string, digests: readonly string[]): Promise<Map<string, Opened>> {
  const found = new Map<string, Opened>();
  if (digests.length === 0) return found;
  const rows = await tx.select().from(evidence).where(and(eq(evidence.customerId, customerId), inArray(evidence.digest, [...digests])));
  for (const row of rows) {
    try {
      const text = openEvidence(row);
      const whole = sha256Hex(text) === row.digest;
      found.set(row.digest, whole ? { value: JSON.parse(text) as unknown } : { fault: "was changed: it is not what its hash says" });
    } catch (error) {
      found.set(row.digest, { fault: `cannot be opened: ${(error as Error).message}` });
    }
  }
  return found;
}

const named = (entry: EntryText): string[] => {
  try {
    const claim = claimOf(entry);
    return claim ? digestsOf(claim) : [];
  } catch {
    return [];
  }
};

/**
 * Checks the whole record of a customer: its chain, the heads in the table and those kept outside, every gesture, sign-in, enrolment,
 * snapshot and policy that an entry names, and that the tables of passkeys and policies say what the entries say. Reads in one
 * transaction, in batches.
 */
export async function verifyRecord(database: Database, wanted: Wanted): Promise<Report> {
  const { customerId } = wanted;
  return database.transaction(
    async (tx) => {
      // A look at a million entries takes longer than the product grants one of its own.
      await tx.execute(sql`set local statement_timeout = 0`);
      const [table, outside] = [await tableHeads(tx, wanted), outsideHeads(wanted)];
      const heads = [...table.heads, ...outside.heads];
      const chain = new ChainVerifier(customerId, heads);
      let batch = new Map<string, Opened>();
      const one = async (digest: string): Promise<Opened> =>
        batch.get(digest) ?? (await evidenceFor(tx, customerId, [digest])).get(digest) ?? { fault: "is not there" };
      const proofs = new ProofChecker(one);
      const faults: Fault[] = [];
      let [entries, claims] = [0, 0];
      for await (const links of storedLinks(tx, customerId)) {
        const read = links.map((link) => chain.take(link)).filter((entry) => entry !== null);
        entries += links.length;
        const digests = read.map(named).filter((some) => some.length > 0);
        claims += digests.length;
        batch = await evidenceFor(tx, customerId, [...new Set(digests.flat())]);
        for (const entry of read) {
          const fault = await proofs.take(entry);
          if (fault) faults.push({ position: entry.position, fault });
        }
      }
      faults.push(...chain.faults(), ...table.faults, ...outside.faults, ...(await rowFaults(tx, customerId, proofs)));
      const newest = heads.reduce((last, { position }) => (position <= entries ? Math.max(last, position) : last), 0);
      return {
        ...{ customerId, entries, heads: { table: table.heads.length, outside: outside.heads.length } },
        ...{ unsigned: entries - newest, claims, restores: chain.restores },
        faults: faults.toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
