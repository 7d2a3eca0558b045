import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { bankingNow } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { publish } from "../live/publish";
import { beginRound, endRound, ofKind, ofRound, overlapMs, passed, rowsPerPage, type Copy, type Round } from "./rounds";
import { sources, type Row } from "./sources";
import { storeRows, type Stored } from "./store";

/** What one step did: a round goes on, has ended, or somebody else is at it. */
export type Turned = "on" | "ended" | "overtaken";

interface Page {
  items: never[];
  next_page: string | null;
}

/** The database's clock, so that processes agree on what was read before what. */
export async function dbNow(): Promise<Date> {
  const { rows } = await db().execute<{ at: string }>(sql`select clock_timestamp()::text as at`);
  return new Date(rows[0]!.at);
}

/** Reads the next page of a round and stores it with the round's progress in one transaction; none is open while Jiko is asked. */
export async function turnPage(copy: Copy, due: Round, client: JikoClient, signal: AbortSignal): Promise<Turned> {
  const source = sources[copy.kind];
  const [readAt, bank] = await Promise.all([dbNow(), bankingNow()]);
  const round = due.reading ? due : await beginRound(due, readAt, bank);
  if (!round) return "overtaken";
  const query = { limit: rowsPerPage, ...source.between?.(round.from, round.until), ...(round.cursor ? { cursor: round.cursor } : {}) };
  let page: Page;
  try {
    page = (await client.call(source.list, { query } as unknown as InputOf<AnyOperation>, { signal })) as Page;
  } catch (error) {
    if (!(round.cursor && error instanceof JikoError && error.upstreamStatus === 422)) throw error;
    await loseCursor(round, Boolean(source.between));
    return "on";
  }
  signal.throwIfAborted();
  const rows = page.items.map((item) => source.rowOf(item));
  return db().transaction(async (tx) => {
    const held = await hold(tx, round);
    if (!held) return "overtaken";
    const stored = await storeRows(tx, { ...copy, rows, readAt, seenAt: bank });
    const moved = await advance(tx, copy, round, rows, stored, page.next_page);
    if (round.stretch !== "fill" && stored.added.length + stored.altered.length > 0) await publish(tx, copy.customerId, source.topics);
    if (moved.reading && !passed(moved)) return "on";
    await endRound(tx, moved, readAt, bank);
    return "ended";
  });
}

/** Locks the round, if it still is where this page was asked for. */
async function hold(tx: Transaction, round: Round): Promise<boolean> {
  const [row] = await tx.select().from(mirrorRound).where(ofRound(round)).for("update");
  return row !== undefined && row.reading && row.number === round.number && row.cursor === round.cursor;
}

async function advance(tx: Transaction, copy: Copy, round: Round, rows: Row[], stored: Stored, next: string | null): Promise<Round> {
  const times = rows.map((row) => new Date(row.at).getTime());
  const reached = times.length > 0 ? new Date(times.at(-1)!) : round.reached;
  const ordered = round.ordered && [round.reached?.getTime() ?? Infinity, ...times].every((at, i, all) => i === 0 || at <= all[i - 1]!);
  const [known] = await tx.select().from(mirrorKind).where(ofKind(copy));
  if (round.stretch === "fill" && times.length > 0) {
    const oldest = new Date(Math.min(...times, known?.reachedBack?.getTime() ?? Infinity));
    await tx.update(mirrorKind).set({ reachedBack: oldest }).where(ofKind(copy));
  }
  const surprises = round.surprises + countSurprises(stored, known?.asOf ?? null);
  const [moved] = await tx
    .update(mirrorRound)
    .set({ cursor: next, reached, ordered, surprises })
    .where(ofRound(round))
    .returning();
  return { ...moved!, reading: next !== null };
}

/** What the copy should have known: a row older than what it watches, or another form of a row that was final. */
function countSurprises({ added, altered }: Stored, asOf: Date | null): number {
  const watchedFrom = asOf ? asOf.getTime() - overlapMs : -Infinity;
  return added.filter((row) => new Date(row.at).getTime() < watchedFrom).length + altered.filter((one) => !one.wasOpen).length;
}

/** Jiko no longer takes the cursor: the filling goes on from the time it had come to, everything else begins anew. */
async function loseCursor(round: Round, byTime: boolean): Promise<void> {
  const onward = round.stretch === "fill" && byTime && round.reached ? { until: round.reached } : { reading: false };
  await db()
    .update(mirrorRound)
    .set({ cursor: null, ...onward })
    .where(and(ofRound(round), eq(mirrorRound.number, round.number)));
}
