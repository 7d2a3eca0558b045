import "server-only";
import { eq } from "drizzle-orm";
import type { EntryText, Fault } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { deskFreeze } from "@/lib/db/schema/approvals";
import { asRecorded, compareById, type OnRecord, type Told } from "./compare";

type Row = typeof deskFreeze.$inferSelect;

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

const rowOf = (row: Row): Told => ({
  reason: asRecorded(row.reason), frozenBy: row.frozenBy, frozenByName: row.frozenByName, frozenAt: instant(row.frozenAt),
  askedBy: row.askedBy, askedByName: row.askedByName, askedAt: instant(row.askedAt),
  liftedBy: row.liftedBy, liftedByName: row.liftedByName, liftedAt: instant(row.liftedAt),
});

/** Freezes as the record tells of them. */
export class FreezesOnRecord {
  private readonly known = new Map<string, OnRecord>();

  take({ action, outcome, subjectId, actor, at, details, position }: EntryText): void {
    if (outcome !== "done" || subjectId === null) return;
    const [by, name] = [actor?.memberId ?? null, actor?.name ?? null];
    const nobody = { askedBy: null, askedByName: null, askedAt: null, liftedBy: null, liftedByName: null, liftedAt: null };
    if (action === "desk.freeze") {
      const told = { reason: String(details.reason), frozenBy: by, frozenByName: name, frozenAt: at, ...nobody };
      this.known.set(subjectId, { position, told });
    }
    const one = action === "desk.unfreeze" ? this.known.get(subjectId) : undefined;
    if (!one) return;
    const lifted = { liftedBy: by, liftedByName: name, liftedAt: at };
    Object.assign(one.told, details.step === "lifted" ? lifted : { askedBy: by, askedByName: name, askedAt: at });
    one.position = position;
  }

  async faults(tx: Transaction, customerId: string): Promise<Fault[]> {
    const rows = await tx.select().from(deskFreeze).where(eq(deskFreeze.customerId, customerId));
    return compareById("the freeze", rows.map((row) => ({ id: row.id, row: rowOf(row) })), this.known);
  }
}
