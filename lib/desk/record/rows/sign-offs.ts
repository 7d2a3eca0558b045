import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { endOf, signOffOfEntry } from "@/lib/audit/sign-offs";
import type { EntryText, Fault } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { altered, differs, inserted, removed, type OnRecord, type Told } from "./compare";

type Row = typeof signOff.$inferSelect;

/** So many rows at a time. */
const page = 5_000;
/** A row is written in the transaction of its intent, which may have waited for others to be put on record. */
const longestMs = 120_000;

const toldBy = (row: Row): Told => ({
  role: row.role, memberName: row.memberName, how: row.how, assurance: row.assurance, passkeyId: row.passkeyId, proof: row.proof,
  policyVersion: row.policyVersion, subjectHash: row.subjectHash, contextHash: row.contextHash, amount: row.amount,
});

interface Expected extends OnRecord {
  transferId: string;
  name: string;
  at: number;
  /** Held ones have a row at once, those that are sent where they are known to have arrived. */
  expected: boolean;
  met: boolean;
}

/** Sign-offs as the record tells of them, each to be found once in the table. */
export class SignOffsOnRecord {
  private readonly known = new Map<string, Expected[]>();
  private readonly open = new Map<string, Expected>();

  take(entry: EntryText): void {
    const said = this.said(entry);
    if (said) {
      const { role, how, assurance, passkeyId = null, proof = null, policyVersion, subjectHash, contextHash, upperAmount = null } = said;
      const [transferId, name] = [entry.subjectId ?? "", entry.actor?.name ?? ""];
      const told = {
        role, memberName: name, how, assurance, passkeyId, proof,
        policyVersion, subjectHash, contextHash, amount: upperAmount,
      };
      const one = { transferId, name, position: entry.position, told, at: Date.parse(entry.at), expected: how === "held", met: false };
      const key = `${transferId} ${entry.actor?.memberId.toLowerCase()}`;
      const list = this.known.get(key);
      if (list) list.push(one);
      else this.known.set(key, [one]);
      if (how === "sent") this.open.set(entry.correlationId, one);
    }
    const sent = endOf(entry) === "done" ? this.open.get(entry.correlationId) : undefined;
    if (!sent) return;
    sent.expected = true;
    this.open.delete(entry.correlationId);
  }

  private said(entry: EntryText) {
    try {
      return signOffOfEntry(entry);
    } catch {
      // What the entry lacks is said where decisions are checked.
      return null;
    }
  }

  async faults(tx: Transaction, customerId: string): Promise<Fault[]> {
    const strange: Row[] = [];
    for (let after: string | null = null; ; ) {
      const which = and(eq(signOff.customerId, customerId), after === null ? undefined : gt(signOff.id, after));
      const rows: Row[] = await tx.select().from(signOff).where(which).orderBy(asc(signOff.id)).limit(page);
      strange.push(...rows.filter((row) => !this.meets(row)));
      after = rows.at(-1)?.id ?? null;
      if (rows.length < page) break;
    }
    // Only now it is plain which entries have no row of their own left, and so may be what a strange one was.
    const faults = strange.map((row) => this.faultOf(row));
    const missing = [...this.known.values()].flat().filter(({ expected, met }) => expected && !met);
    return [...faults, ...missing.map((one) => removed(wordsOf(one.transferId, one.name), one))];
  }

  private waiting({ transferId, memberId }: Row): Expected[] {
    return (this.known.get(`${transferId} ${memberId}`) ?? []).filter(({ expected, met }) => expected && !met);
  }

  /** Whether an entry says exactly this, which then is met. */
  private meets(row: Row): boolean {
    const told = toldBy(row);
    const one = this.waiting(row).find((other) => timely(row, other) && differs(told, other.told) === null);
    if (one) one.met = true;
    return one !== undefined;
  }

  private faultOf(row: Row): Fault {
    const what = wordsOf(row.transferId, row.memberName);
    const [one] = this.waiting(row);
    if (!one) return inserted(what);
    one.met = true;
    return altered(what, one, differs(toldBy(row), one.told) ?? "time");
  }
}

const timely = (row: Row, { at }: Expected): boolean => row.at.getTime() <= at && at - row.at.getTime() <= longestMs;

const wordsOf = (transferId: string, name: string): string => `the sign-off of ${name} for the request ${transferId}`;
