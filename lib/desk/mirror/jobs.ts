import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { mirrorEarning, mirrorItem, mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import { registerJob, schedule } from "../jobs";
import { dbNow } from "./page";
import { follow } from "./follow";
import { beginCopy, ofKind, ofRounds, type Copy } from "./rounds";
import { mirrorKinds, type MirrorEvent, type MirrorKind } from "./types";

const followKind = "mirror.follow";
const keyOf = ({ customerId, kind }: Copy) => `${customerId} ${kind}`;

/** Called once when the server starts. */
export async function startMirror(): Promise<void> {
  registerJob<Copy>(followKind, async ({ payload }, signal) => {
    const again = await follow(payload, signal);
    // Where nobody wants it followed, what somebody asked for is brought to its end and no further.
    return env().MIRROR_FOLLOWS || again.getTime() - now().getTime() < restMs ? again : "done";
  });
  if (!env().MIRROR_FOLLOWS) return;
  for (const customerId of env().JIKO_CUSTOMER_IDS) await db().transaction((tx) => begin(tx, customerId.toLowerCase()));
}

const restMs = 20_000;

async function begin(tx: Transaction, customerId: string): Promise<void> {
  for (const kind of mirrorKinds) {
    const copy = { customerId, kind };
    await beginCopy(tx, copy, now());
    await schedule(tx, { kind: followKind, key: keyOf(copy), dueAt: now(), payload: copy });
  }
}

/** Has a job look at once, where it would have waited, or where there is none. */
async function hasten(tx: Transaction, copy: Copy): Promise<void> {
  await schedule(tx, { kind: followKind, key: keyOf(copy), dueAt: now(), payload: copy });
  await tx
    .update(job)
    .set({ dueAt: now() })
    .where(and(eq(job.kind, followKind), eq(job.key, keyOf(copy)), gt(job.dueAt, now())));
}

/** Has a stretch of a kind be read at once. */
async function want(tx: Transaction, copy: Copy, stretches: "recent" | "checks"): Promise<void> {
  const due = { dueAt: now(), ...(stretches === "checks" ? { misses: 0 } : {}) };
  const ours = and(ofRounds(copy), gt(mirrorRound.dueAt, now()), eq(mirrorRound.reading, false));
  await tx
    .update(mirrorRound)
    .set(due)
    .where(stretches === "recent" ? and(ours, eq(mirrorRound.stretch, "recent")) : ours);
  await hasten(tx, copy);
}

/** What an event may have changed. Of types that are not known here, everything. */
function kindsOf(eventType: string): readonly MirrorKind[] {
  if (eventType.startsWith("transfers.")) return ["transactions", "trades", "wires", "transferRequests"];
  if (/^(notifications?|applications?|reports?|statements?)\./.test(eventType)) return [];
  return mirrorKinds;
}

/**
 * Something happened at Jiko: what is new is read now, and what may still change with it. Costs nothing where it is called
 * a thousand times in a second.
 */
export async function noteEvent(customerId: string, { event_type }: MirrorEvent): Promise<void> {
  const at = await dbNow();
  for (const kind of kindsOf(event_type)) {
    const copy = { customerId, kind };
    await db().transaction(async (tx) => {
      await tx.update(mirrorKind).set({ wantedAt: at }).where(ofKind(copy));
      await want(tx, copy, "recent");
    });
  }
}

/** A look that began so recently is recent enough for whoever opens a list. */
const lookedMs = 15_000;

/**
 * Somebody looks at a list of this kind: what is new at Jiko is read now, where that was not done just before. So a screen that
 * asks every few seconds causes no more than a look in fifteen.
 */
export async function lookForNew(copy: Copy): Promise<void> {
  const before = new Date((await dbNow()).getTime() - lookedMs);
  const [recent] = await db()
    .select({ startedAt: mirrorRound.startedAt, reading: mirrorRound.reading })
    .from(mirrorRound)
    .where(and(ofRounds(copy), eq(mirrorRound.stretch, "recent"), gt(mirrorRound.dueAt, now())));
  if (!recent || recent.reading || (recent.startedAt && recent.startedAt > before)) return;
  await db().transaction((tx) => want(tx, copy, "recent"));
}

/** Has everything compared with Jiko's lists now. */
export async function checkMirror(customerId: string): Promise<void> {
  await db().transaction(async (tx) => {
    for (const kind of mirrorKinds) await want(tx, { customerId, kind }, "checks");
  });
}

/** Drops the copy of a customer and begins anew. Versions of payees stay: Jiko could not give them again. */
export async function rebuildMirror(customerId: string): Promise<void> {
  await db().transaction(async (tx) => {
    // A million rows are not dropped in the time that other statements have.
    await tx.execute(sql`set local statement_timeout = '5min'`);
    // Whoever is at a page finds its round gone and stops.
    await tx.delete(mirrorRound).where(eq(mirrorRound.customerId, customerId));
    await tx.delete(mirrorKind).where(eq(mirrorKind.customerId, customerId));
    await tx.delete(mirrorItem).where(eq(mirrorItem.customerId, customerId));
    await tx.delete(mirrorEarning).where(eq(mirrorEarning.customerId, customerId));
    await begin(tx, customerId);
    for (const kind of mirrorKinds) await hasten(tx, { customerId, kind });
  });
}
