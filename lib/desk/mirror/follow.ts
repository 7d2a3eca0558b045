import "server-only";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { bankingNow, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import type { JikoClient } from "@/lib/jiko/transport";
import { borrowed, type BackgroundClient } from "../background";
import { dbNow, turnPage } from "./page";
import { nextDue, nextRound, ofItems, ofKind, rowsPerPage, type Copy } from "./rounds";
import { sources } from "./sources";
import { storeRows } from "./store";

/** One run of the job gives way to other jobs after this. */
const turnMs = 4_000;
/** While nobody is signed in through whom it could be read, this is how often it is tried again. */
const withoutTokenMs = 15_000;
/** What may still change is read again at least this often, so many at a time. */
const openEveryMs = 10 * 60_000;
const openAtOnce = 20;

/**
 * Brings one kind of a customer's copy further for a few seconds and answers when to go on. Everything it has done is
 * stored page by page, so it may end anywhere. Throws what Jiko's answer throws, after noting it for the screen.
 */
export async function follow(copy: Copy, signal: AbortSignal, clientFor: BackgroundClient = borrowed): Promise<Date> {
  const endsAt = performance.now() + turnMs;
  try {
    while (!signal.aborted && performance.now() < endsAt) {
      // For each page, because the next one may be less of a burden on somebody else.
      const client = await clientFor(copy.customerId, sources[copy.kind].scope);
      if (!client) return await waitForSomebody(copy);
      const round = await nextRound(copy, now());
      if (!round) break;
      const turned = await turnPage(copy, round, client, signal);
      if (turned === "ended" && round.stretch === "recent") await readOpen(copy, client, signal);
      if (turned === "overtaken") break;
    }
    await db().update(mirrorKind).set({ waitingSince: null, problem: null }).where(ofKind(copy));
  } catch (error) {
    if (signal.aborted) return now();
    const code = error instanceof AppError ? error.code : "internal";
    await db().update(mirrorKind).set({ problem: code }).where(ofKind(copy));
    // The budget is used up, or the session that was borrowed has ended: no fault, only a wait.
    if (code === "rate_limited") return new Date(now().getTime() + ((error as AppError).retryAfterSeconds ?? 5) * 1000);
    if (code === "session_expired") return new Date(now().getTime() + 1_000);
    throw error;
  }
  return (await nextDue(copy)) ?? new Date(now().getTime() + 60_000);
}

async function waitForSomebody(copy: Copy): Promise<Date> {
  await db()
    .update(mirrorKind)
    .set({ waitingSince: sql`coalesce(${mirrorKind.waitingSince}, ${now().toISOString()}::timestamptz)` })
    .where(ofKind(copy));
  return new Date(now().getTime() + withoutTokenMs);
}

/** Reads what may still change again: all of it after an event, else what was not seen for a while. */
async function readOpen(copy: Copy, client: JikoClient, signal: AbortSignal): Promise<void> {
  const [known] = await db().select({ wantedAt: mirrorKind.wantedAt }).from(mirrorKind).where(ofKind(copy));
  const wantedAt = known?.wantedAt ?? null;
  const before = wantedAt ?? new Date((await dbNow()).getTime() - openEveryMs);
  if (await readStale(copy, before, client, signal)) return;
  if (wantedAt) await db().update(mirrorKind).set({ wantedAt: null }).where(and(ofKind(copy), eq(mirrorKind.wantedAt, wantedAt)));
}

/** The same for what was last seen before an instant, so many at a time. Answers whether more may be left. */
async function readStale(copy: Copy, before: Date, client: JikoClient, signal: AbortSignal): Promise<boolean> {
  const { get, list, open, rowOf } = sources[copy.kind];
  if (!get) return false;
  const stale = () =>
    db()
      .select({ id: mirrorItem.id })
      .from(mirrorItem)
      .where(and(ofItems(copy), eq(mirrorItem.open, true), lt(mirrorItem.readAt, before)))
      .orderBy(asc(mirrorItem.readAt))
      .limit(openAtOnce);
  let rows = await stale();
  if (open && rows.length > 1) {
    // What is open still, in one call: only what has ended since is left to be read by itself.
    const [readAt, seenAt] = await Promise.all([dbNow(), bankingNow()]);
    const input = { query: { limit: rowsPerPage, ...open } } as unknown as InputOf<AnyOperation>;
    const { items } = (await client.call(list, input, { signal })) as { items: never[] };
    signal.throwIfAborted();
    await db().transaction((tx) => storeRows(tx, { ...copy, rows: items.map(rowOf), readAt, seenAt }));
    rows = await stale();
  }
  for (const { id } of rows) {
    const [readAt, seenAt] = await Promise.all([dbNow(), bankingNow()]);
    const input = { params: { [get.param]: id } } as unknown as InputOf<AnyOperation>;
    const item = await client.call(get.op, input, { signal }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return null;
      throw error;
    });
    signal.throwIfAborted();
    await db().transaction(async (tx) => {
      if (item) await storeRows(tx, { ...copy, rows: [rowOf(item as never)], readAt, seenAt });
      else await tx.delete(mirrorItem).where(and(ofItems(copy), eq(mirrorItem.id, id), lt(mirrorItem.readAt, readAt)));
    });
  }
  return rows.length === openAtOnce;
}
