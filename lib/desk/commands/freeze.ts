import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { deskFreeze } from "@/lib/db/schema/approvals";
import { shareTurn, takeTurn } from "@/lib/db/turn";
import { AppError } from "@/lib/errors";
import { freezeReasonLimit, frozenSentence } from "@/lib/forms/freeze";
import { reasonFault } from "@/lib/forms/line";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { frozen, lifted, liftAsked } from "../messages/desk-words";

/** The desk is frozen: who did it, why, and who has asked to lift it so far. Instants in ISO. */
export interface Frozen {
  id: string;
  reason: string;
  by: string;
  at: string;
  asked: { memberId: string; name: string; at: string } | null;
}

/** What `GET /api/freeze` answers. `barred`: why whoever asks cannot lift it now, the role apart. */
export interface FreezeView {
  frozen: (Frozen & { barred: string | null }) | null;
}

type Row = typeof deskFreeze.$inferSelect;
type At = Transaction | Database;

async function current(at: At, customerId: string): Promise<Row | null> {
  const [row] = await at.select().from(deskFreeze).where(and(eq(deskFreeze.customerId, customerId), isNull(deskFreeze.liftedAt)));
  return row ?? null;
}

const asFrozen = (row: Row): Frozen => ({
  id: row.id, reason: row.reason, by: row.frozenByName, at: row.frozenAt.toISOString(),
  asked: row.askedBy && row.askedAt ? { memberId: row.askedBy, name: row.askedByName ?? "", at: row.askedAt.toISOString() } : null,
});

export async function frozenNow(customerId: string): Promise<Frozen | null> {
  const row = await current(db(), customerId);
  return row && asFrozen(row);
}

/** The first of the two has asked, and it is this person, be it under another membership. */
function liftBar(row: Row, { memberId, email }: Session): string | null {
  if (row.askedBy === null) return null;
  const onePerson = row.askedBy === memberId || (email !== "" && row.askedByEmail === email.toLowerCase());
  return onePerson ? "You have asked to lift it. A second person must confirm." : null;
}

export async function freezeView(session: Session): Promise<FreezeView> {
  const row = await current(db(), session.customerId);
  return { frozen: row && { ...asFrozen(row), barred: liftBar(row, session) } };
}

const turn = (customerId: string): string => `freeze:${customerId.toLowerCase()}`;

/**
 * In the transaction of an intent to file or sign: throws `conflict` while the desk is frozen. A freeze waits for the
 * transactions that asked before it; whatever asks after it sees it.
 */
export async function refuseFrozen(tx: Transaction, customerId: string): Promise<void> {
  await shareTurn(tx, turn(customerId));
  const row = await current(tx, customerId);
  if (row) throw new AppError("conflict", { message: frozenSentence(row.frozenByName) });
}

export const freezeDesk = deskCommand({
  name: "desk.freeze",
  permission: "desk.freeze",
  changes: ["freeze", "transfer-requests"],
  input: z.strictObject({ reason: checkedText((typed) => reasonFault(typed, freezeReasonLimit)).trim() }),
  subjectId: () => null,
  done: "The desk is frozen. Nothing is filed or signed here any more.",
  async apply(tx, { session, at }, { reason }) {
    await takeTurn(tx, turn(session.customerId));
    const already = await current(tx, session.customerId);
    if (already) throw new AppError("conflict", { message: frozenSentence(already.frozenByName) });
    const id = randomUUID();
    const { customerId, memberId, name } = session;
    await tx.insert(deskFreeze).values({ id, customerId, reason, frozenBy: memberId, frozenByName: name, frozenAt: at });
    return { result: { id }, details: { reason }, subjectId: id, tellings: [frozen(id, session, reason)] };
  },
});

/** The first who sends it asks, the second lifts: two people, however often one of them presses. */
export const unfreezeDesk = deskCommand({
  name: "desk.unfreeze",
  permission: "desk.freeze",
  changes: ["freeze", "transfer-requests"],
  input: z.strictObject({ id: z.guid().toLowerCase() }),
  subjectId: ({ id }) => id,
  done: "Noted.",
  async apply(tx, { session, at }, { id }) {
    await takeTurn(tx, turn(session.customerId));
    const row = await current(tx, session.customerId);
    if (row?.id !== id) throw new AppError("conflict", { message: "This freeze is lifted already." });
    const { memberId, name } = session;
    if (row.askedBy === null) {
      const asked = { askedBy: memberId, askedByName: name, askedByEmail: session.email.toLowerCase(), askedAt: at };
      await tx.update(deskFreeze).set(asked).where(eq(deskFreeze.id, id));
      return { result: { lifted: false }, details: { step: "asked" }, tellings: [liftAsked(id, session)] };
    }
    const barred = liftBar(row, session);
    if (barred) throw new AppError("forbidden", { message: barred });
    await tx.update(deskFreeze).set({ liftedBy: memberId, liftedByName: name, liftedAt: at }).where(eq(deskFreeze.id, id));
    return { result: { lifted: true }, details: { step: "lifted", askedBy: row.askedBy }, tellings: [lifted(id, session)] };
  },
});
