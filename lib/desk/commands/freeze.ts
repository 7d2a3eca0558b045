import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { deskFreeze } from "@/lib/db/schema/approvals";
import { AppError } from "@/lib/errors";
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

type Row = typeof deskFreeze.$inferSelect;
type At = Transaction | Database;

async function current(at: At, customerId: string): Promise<Row | null> {
  const [row] = await at.select().from(deskFreeze).where(and(eq(deskFreeze.customerId, customerId), isNull(deskFreeze.liftedAt)));
  return row ?? null;
}

export async function frozenNow(customerId: string): Promise<Frozen | null> {
  const row = await current(db(), customerId);
  return row && {
    ...{ id: row.id, reason: row.reason, by: row.frozenByName, at: row.frozenAt.toISOString() },
    asked: row.askedBy && row.askedAt ? { memberId: row.askedBy, name: row.askedByName ?? "", at: row.askedAt.toISOString() } : null,
  };
}

const turn = (customerId: string) => sql`hashtextextended(${`freeze:${customerId.toLowerCase()}`}, 0)`;

/**
 * In the transaction of an intent to file or sign: throws `conflict` while the desk is frozen. A freeze waits for the
 * transactions that asked before it; whatever asks after it sees it.
 */
export async function refuseFrozen(tx: Transaction, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${turn(customerId)})`);
  const row = await current(tx, customerId);
  if (row) throw new AppError("conflict", { message: frozenSentence(row.frozenByName) });
}

export const frozenSentence = (by: string): string => `The desk is frozen by ${by}: nothing is filed or signed here until two people lift it.`;

export const freezeDesk = deskCommand({
  name: "desk.freeze",
  permission: "desk.freeze",
  changes: ["freeze", "transfer-requests"],
  input: z.strictObject({ reason: z.string().trim().min(1, "Say why, for those who find it frozen.").max(300, "At most 300 characters.") }),
  subjectId: () => null,
  done: "The desk is frozen. Nothing is filed or signed here any more.",
  async apply(tx, { session, at }, { reason }) {
    await tx.execute(sql`select pg_advisory_xact_lock(${turn(session.customerId)})`);
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
    await tx.execute(sql`select pg_advisory_xact_lock(${turn(session.customerId)})`);
    const row = await current(tx, session.customerId);
    if (row?.id !== id) throw new AppError("conflict", { message: "This freeze is lifted already." });
    const { memberId, name } = session;
    const email = session.email.toLowerCase();
    if (row.askedBy === null) {
      await tx.update(deskFreeze).set({ askedBy: memberId, askedByName: name, askedByEmail: email, askedAt: at }).where(eq(deskFreeze.id, id));
      return { result: { lifted: false }, details: { step: "asked" }, tellings: [liftAsked(id, session)] };
    }
    const onePerson = row.askedBy === memberId || (email !== "" && row.askedByEmail === email);
    if (onePerson) throw new AppError("forbidden", { message: "You have asked to lift it already. A second person must confirm." });
    await tx.update(deskFreeze).set({ liftedBy: memberId, liftedByName: name, liftedAt: at }).where(eq(deskFreeze.id, id));
    return { result: { lifted: true }, details: { step: "lifted", askedBy: row.askedBy }, tellings: [lifted(id, session)] };
  },
});
