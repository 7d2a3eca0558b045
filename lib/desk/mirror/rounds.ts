import "server-only";
import { and, asc, count, desc, eq, gte, isNotNull, isNull, lt, lte, min, sql, sum } from "drizzle-orm";
import { db, type Transaction } from "@/lib/db/connection";
import { mirrorItem, mirrorKind, mirrorRound, type PocketFigures } from "@/lib/db/schema/mirror";
import { log } from "@/lib/log";
import { boundsOf, monthOf, monthsBetween } from "./months";
import { sources } from "./sources";
import type { MirrorKind } from "./types";

export type Round = typeof mirrorRound.$inferSelect;
export interface Copy {
  customerId: string;
  kind: MirrorKind;
}

const copyOf = ({ customerId, kind }: Round): Copy => ({ customerId, kind: kind as MirrorKind });

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;
/** Looking for what is new begins this long before what is known, because rows can be booked late. */
export const overlapMs = 2 * dayMs;
/** Where that is many pages, the whole of it is looked through so often: sooner than what may still change would be read one by one (follow.ts). */
const wholeLookSeconds = 480;
/** Jiko gives no more at once. */
export const rowsPerPage = 100;
const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

export const ofKind = ({ customerId, kind }: Copy) => and(eq(mirrorKind.customerId, customerId), eq(mirrorKind.kind, kind));
export const ofRounds = ({ customerId, kind }: Copy) => and(eq(mirrorRound.customerId, customerId), eq(mirrorRound.kind, kind));
export const ofRound = (round: Round) => and(ofRounds(copyOf(round)), eq(mirrorRound.stretch, round.stretch));
export const ofItems = ({ customerId, kind }: Copy) => and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind));

/** The rounds that a copy begins with. Does nothing where it has begun. */
export async function beginCopy(tx: Transaction, copy: Copy, at: Date): Promise<void> {
  await tx.insert(mirrorKind).values(copy).onConflictDoNothing();
  const fresh = { ...copy, number: 0, reading: false };
  await tx
    .insert(mirrorRound)
    .values([
      { ...fresh, stretch: "fill", dueAt: at },
      { ...fresh, stretch: "recent", dueAt: later(at, sources[copy.kind].everySeconds * 1000) },
    ])
    .onConflictDoNothing();
}

/** The round to go on with: what is new before the filling, the filling before checks, newest month first. Null: none is due. */
export async function nextRound(copy: Copy, at: Date): Promise<Round | null> {
  const [round] = await db()
    .select()
    .from(mirrorRound)
    .where(and(ofRounds(copy), lte(mirrorRound.dueAt, at)))
    .orderBy(
      sql`case ${mirrorRound.stretch} when 'recent' then 0 when 'fill' then 1 else 2 end`,
      desc(mirrorRound.reading),
      asc(mirrorRound.dueAt),
      desc(mirrorRound.stretch),
    )
    .limit(1);
  return round ?? null;
}

/** When the next round is due, or null where none ever is. */
export async function nextDue(copy: Copy): Promise<Date | null> {
  const [row] = await db().select({ at: min(mirrorRound.dueAt) }).from(mirrorRound).where(and(ofRounds(copy), isNotNull(mirrorRound.dueAt)));
  return row?.at ?? null;
}

/** Starts a round from its first page. Null where another process was faster. */
export async function beginRound(round: Round, dbNow: Date, bank: Date): Promise<Round | null> {
  const copy = copyOf(round);
  const [known] = await db().select({ asOf: mirrorKind.asOf }).from(mirrorKind).where(ofKind(copy));
  const from = round.stretch === "recent" ? later(known?.asOf ?? bank, -overlapMs) : round.from;
  const [begun] = await db()
    .update(mirrorRound)
    .set({
      from,
      number: round.number + 1,
      reading: true,
      cursor: null,
      reached: null,
      ordered: true,
      surprises: 0,
      startedAt: dbNow,
      startedBank: bank,
    })
    .where(and(ofRound(round), eq(mirrorRound.number, round.number), eq(mirrorRound.reading, round.reading)))
    .returning();
  return begun ?? null;
}

/** A look for what is new ends where the list is older than it has to be, as long as the list is newest first: most looks after an hour's rows. */
export function passed({ kind, stretch, number, ordered, reached, from }: Round): boolean {
  if (stretch !== "recent" || !ordered || !reached || !from) return false;
  const whole = number % Math.floor(wholeLookSeconds / sources[kind as MirrorKind].everySeconds) === 0;
  return reached < (whole ? from : later(from, overlapMs - hourMs));
}

/** The last page of a round is stored: what follows from it. */
export async function endRound(tx: Transaction, round: Round, at: Date, bank: Date): Promise<void> {
  if (round.stretch === "fill") return endFill(tx, round, at, bank);
  if (round.stretch === "recent") return endRecent(tx, round, at);
  return endCheck(tx, round, at);
}

async function endFill(tx: Transaction, round: Round, at: Date, bank: Date): Promise<void> {
  const copy = copyOf(round);
  await tx.update(mirrorRound).set({ reading: false, cursor: null, dueAt: null }).where(ofRound(round));
  const asOf = sql`greatest(${mirrorKind.asOf}, ${round.startedBank!.toISOString()}::timestamptz)`;
  await tx.update(mirrorKind).set({ filledAt: bank, asOf }).where(ofKind(copy));
  await planChecks(tx, copy, at, round.startedBank!);
}

/** One check for each month that has rows, for the present one, and for all that lies before; lists without a time have one for all. */
async function planChecks(tx: Transaction, copy: Copy, at: Date, bank: Date): Promise<void> {
  const fresh = { ...copy, number: 0, reading: false, dueAt: at };
  if (!sources[copy.kind].between) {
    await tx.insert(mirrorRound).values({ ...fresh, stretch: "check:all" }).onConflictDoNothing();
    return;
  }
  const [oldest] = await tx.select({ at: min(mirrorItem.at) }).from(mirrorItem).where(ofItems(copy));
  const first = oldest?.at && oldest.at < bank ? monthOf(oldest.at) : monthOf(bank);
  const months = monthsBetween(first, monthOf(bank));
  await tx
    .insert(mirrorRound)
    .values(months.map((month) => ({ ...fresh, stretch: `check:${month}`, ...boundsOf(month) })))
    .onConflictDoNothing();
  await tx
    .insert(mirrorRound)
    .values({ ...fresh, stretch: "check:before", until: boundsOf(first).from })
    .onConflictDoUpdate({
      target: [mirrorRound.customerId, mirrorRound.kind, mirrorRound.stretch],
      set: { until: sql`excluded.until` },
      setWhere: eq(mirrorRound.reading, false),
    });
}

async function endRecent(tx: Transaction, round: Round, at: Date): Promise<void> {
  const copy = copyOf(round);
  await tx
    .update(mirrorRound)
    .set({ reading: false, cursor: null, dueAt: later(at, sources[copy.kind].everySeconds * 1000) })
    .where(ofRound(round));
  const [known] = await tx.update(mirrorKind).set({ asOf: round.startedBank }).where(ofKind(copy)).returning();
  // A new month has begun, or something older than all that was known has come.
  if (known?.filledAt) await planChecks(tx, copy, at, round.startedBank!);
}

/**
 * Milliseconds after which a stretch that agreed is compared again. A month that still gets rows: an hour, or a minute for each of its
 * pages where they are more than sixty. An older one: a day, or an hour for each page, but no more than a week or a tenth of
 * its age, so that years of history cost no more than a few pages a minute.
 */
export function untilNextCheck({ until, startedBank }: Pick<Round, "until" | "startedBank">, rows: number): number {
  const pages = Math.ceil(rows / rowsPerPage);
  const ageMs = until ? startedBank!.getTime() - until.getTime() : Infinity;
  if (ageMs < overlapMs) return Math.max(hourMs, pages * 60_000);
  return Math.max(dayMs, Math.min(pages * hourMs, 7 * dayMs, ageMs / 10));
}

/**
 * Compares what the round saw at Jiko with what the copy holds. A row that it did not see is marked, and goes once a second
 * round did not see it either: a page that shifted while it was read must not cost a row. A stretch that differs is read again.
 */
async function endCheck(tx: Transaction, round: Round, at: Date): Promise<void> {
  const copy = copyOf(round);
  const inside = and(
    ofItems(copy),
    round.from ? gte(mirrorItem.at, round.from) : undefined,
    round.until ? lt(mirrorItem.at, round.until) : undefined,
  );
  const unseen = and(inside, lt(mirrorItem.readAt, round.startedAt!));
  const gone = await tx.delete(mirrorItem).where(and(unseen, isNotNull(mirrorItem.missingSince))).returning({ id: mirrorItem.id });
  const missing = await tx
    .update(mirrorItem)
    .set({ missingSince: round.startedBank })
    .where(and(unseen, isNull(mirrorItem.missingSince)))
    .returning({ id: mirrorItem.id });
  const figures = await tx
    .select({ pocketId: mirrorItem.pocketId, count: count(), sum: sum(mirrorItem.amount) })
    .from(mirrorItem)
    .where(and(inside, gte(mirrorItem.readAt, round.startedAt!)))
    .groupBy(mirrorItem.pocketId);
  const differences = round.surprises + gone.length + missing.length;
  const misses = differences === 0 ? 0 : round.misses + 1;
  const rows = figures.reduce((total, one) => total + one.count, 0);
  const pauseMs = misses > 0 ? Math.min(2 ** misses * 1000, 5 * 60_000) : untilNextCheck(round, rows);
  await tx
    .update(mirrorRound)
    .set({
      reading: false,
      cursor: null,
      misses,
      checkedAt: round.startedBank,
      ...(differences === 0 ? { agreedAt: round.startedBank } : {}),
      figures: figures.map((one): PocketFigures => ({ pocketId: one.pocketId, count: one.count, sum: Number(one.sum ?? 0) })),
      dueAt: later(at, pauseMs),
    })
    .where(ofRound(round));
  if (differences === 0) return;
  const { surprises } = round;
  const counts = { surprises, missing: missing.length, gone: gone.length };
  log.warn({ event: "mirror.differed", ...copy, stretch: round.stretch, ...counts }, "The desk's copy was not what Jiko lists");
}
