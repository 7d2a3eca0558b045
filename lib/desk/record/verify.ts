import "server-only";
import type { KeyObject } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { headFault, signedHead } from "@/lib/audit/heads";
import { ProofChecker } from "@/lib/audit/proofs";
import { storedLinks } from "@/lib/audit/read";
import { RuleChecker } from "@/lib/audit/rules";
import { ChainVerifier, type Fault, type Head, type Restored } from "@/lib/audit/verify";
import type { Database, Transaction } from "@/lib/db/connection";
import { auditHead } from "@/lib/db/schema/approvals";
import { EvidenceBatch } from "./evidence-batch";
import { RowChecker } from "./rows/faults";

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

/**
 * Checks the whole record of a customer: its chain, the heads in the table and those kept outside, every gesture, sign-in, enrolment,
 * snapshot and policy that an entry names; that each decision went by the policy in force and had the sign-offs that this asks for;
 * and that the tables of passkeys, policies, sign-offs, freezes and call-backs say what the entries say. Reads in one transaction, in
 * batches.
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
      const batch = new EvidenceBatch(tx, customerId);
      const proofs = new ProofChecker(batch.open);
      const rules = new RuleChecker(batch.open, batch.seen, proofs.passkeys);
      const rows = new RowChecker();
      const faults: Fault[] = [];
      let entries = 0;
      for await (const links of storedLinks(tx, customerId)) {
        const read = links.map((link) => chain.take(link)).filter((entry) => entry !== null);
        entries += links.length;
        await batch.load(read);
        for (const entry of read) {
          rows.take(entry);
          const [proof, rule] = [await proofs.take(entry), await rules.take(entry)];
          // What an entry rests on comes before what follows from it.
          const fault = proof ?? rule;
          if (fault) faults.push({ position: entry.position, fault });
        }
      }
      faults.push(...chain.faults(), ...table.faults, ...outside.faults, ...(await rows.faults(tx, customerId, proofs, chain.whole)));
      const newest = heads.reduce((last, { position }) => (position <= entries ? Math.max(last, position) : last), 0);
      return {
        customerId, entries, heads: { table: table.heads.length, outside: outside.heads.length },
        unsigned: entries - newest, claims: batch.claims, restores: chain.restores,
        faults: faults.toSorted((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
