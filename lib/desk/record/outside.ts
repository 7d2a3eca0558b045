import "server-only";
import { appendFile } from "node:fs/promises";
import { and, eq, inArray } from "drizzle-orm";
import type { SignedHead } from "@/lib/audit/heads";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { auditHead } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { registerJob, schedule, unschedule } from "../jobs";

/** The places beside the log that heads go to, where the database's owner does not reach. */
const places = ["file", "webhook"] as const;
type Place = (typeof places)[number];

const kind = "audit.publish";
const keyOf = ({ customerId, position }: SignedHead, place: Place) => `${customerId}:${position}:${place}`;
/** A head is brought out at once; a job that waits this long tries again where that did not work. */
const retryAfterMs = 15_000;
const deadlineMs = 3_000;

const configured = (): Place[] => {
  const { AUDIT_HEADS_FILE, AUDIT_HEADS_URL } = env();
  return [...(AUDIT_HEADS_FILE ? (["file"] as const) : []), ...(AUDIT_HEADS_URL ? (["webhook"] as const) : [])];
};

/** Whether heads go anywhere but to the log. */
export const leavesTheDatabase = (): boolean => configured().length > 0;

/** In the transaction that keeps a head: from here on it reaches every place sooner or later. */
export async function promise(tx: Transaction, head: SignedHead): Promise<void> {
  for (const place of configured()) {
    const dueAt = new Date(now().getTime() + retryAfterMs);
    await schedule(tx, { kind, key: keyOf(head, place), payload: { head, place }, dueAt });
  }
}

/** Brings a head to every place now; what does not work is left to the job. */
export async function bringOut(head: SignedHead): Promise<void> {
  for (const place of configured()) {
    try {
      await bring(head, place);
    } catch (err) {
      log.warn({ event: "audit.head_waits", customerId: head.customerId, position: head.position, place, err }, "A head waits to be written outside");
    }
  }
}

async function bring(head: SignedHead, place: Place): Promise<void> {
  const { AUDIT_HEADS_FILE, AUDIT_HEADS_URL } = env();
  // One write of one line, at the end: lines of several processes stay whole.
  if (place === "file" && AUDIT_HEADS_FILE) await appendFile(AUDIT_HEADS_FILE, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  if (place === "webhook" && AUDIT_HEADS_URL) await post(AUDIT_HEADS_URL, head);
  await db().transaction((tx) => settle(tx, head, place));
}

async function post(url: string, head: SignedHead): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(head),
    redirect: "error",
    signal: AbortSignal.timeout(deadlineMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The receiver of heads answered ${answer.status}`);
}

/** The head is at this place. Once it is at all of them the table says so; the row's lock has the last of two at once see it. */
async function settle(tx: Transaction, head: SignedHead, place: Place): Promise<void> {
  const row = and(eq(auditHead.customerId, head.customerId), eq(auditHead.position, head.position));
  await unschedule(tx, kind, keyOf(head, place));
  await tx.select({ at: auditHead.at }).from(auditHead).where(row).for("update");
  const keys = places.map((one) => keyOf(head, one));
  const waiting = await tx.select({ key: job.key }).from(job).where(and(eq(job.kind, kind), inArray(job.key, keys)));
  if (waiting.length === 0) await tx.update(auditHead).set({ publishedAt: now() }).where(row);
}

export function registerHeadJobs(): void {
  registerJob<{ head: SignedHead; place: Place }>(kind, async ({ payload }) => {
    await bring(payload.head, payload.place);
    return "done";
  });
}
