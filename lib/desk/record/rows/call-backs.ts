import "server-only";
import { eq } from "drizzle-orm";
import type { EntryText, Fault } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { callBack } from "@/lib/db/schema/approvals";
import { asRecorded, compareById, type OnRecord, type Told } from "./compare";

type Row = typeof callBack.$inferSelect;

const rowOf = (row: Row): Told => ({
  payee: row.counterpartyId, fingerprint: asRecorded(row.fingerprint), how: row.how, contact: asRecorded(row.contact),
  source: asRecorded(row.source), note: asRecorded(row.note), confirmedAt: row.confirmedAt.toISOString(),
  memberId: row.memberId, memberName: row.memberName, recordedAt: row.recordedAt.toISOString(),
});

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Call-backs as the record tells of them. */
export class CallBacksOnRecord {
  private readonly known = new Map<string, OnRecord>();

  take({ action, outcome, subjectId, actor, at, details, position }: EntryText): void {
    const id = text(details.callBackId);
    if (action !== "payee.confirm" || outcome !== "done" || id === null) return;
    const { fingerprint, how, contact, source, note, confirmedAt } = details;
    const told = {
      payee: subjectId, fingerprint: text(fingerprint), how: text(how), contact: text(contact), source: text(source),
      note: text(note) || null, confirmedAt: text(confirmedAt), recordedAt: at,
      memberId: actor?.memberId ?? null, memberName: actor?.name ?? null,
    };
    this.known.set(id, { position, told });
  }

  async faults(tx: Transaction, customerId: string): Promise<Fault[]> {
    const rows = await tx.select().from(callBack).where(eq(callBack.customerId, customerId));
    return compareById("the call-back", rows.map((row) => ({ id: row.id, row: rowOf(row) })), this.known);
  }
}
