import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { and, asc, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { log } from "@/lib/log";
import { counted } from "@/lib/metrics/metrics";

export interface Job<Payload = unknown> {
  kind: string;
  key: string;
  payload: Payload;
  /** Failures in a row before this run. */
  attempts: number;
}

/** `done` removes the job; a date is when it is due next. Throwing has it tried again, later each time. */
export type JobResult = "done" | Date;
type Handler = (job: Job<never>, signal: AbortSignal) => Promise<JobResult>;

interface Kind {
  handler: Handler;
  leaseMs: number;
}

// One table of kinds per process, whatever number of bundles register theirs.
const shared = globalThis as typeof globalThis & { countersignJobs?: Map<string, Kind> };
const kinds = (): Map<string, Kind> => (shared.countersignJobs ??= new Map());

/**
 * Says how jobs of a kind are done. A handler may run again after a crash in its middle, so it must be safe to repeat; its
 * signal fires when the lease is about to end or the process stops. `leaseSeconds` is the longest that one run takes.
 */
export function registerJob<Payload>(
  kind: string,
  handler: (job: Job<Payload>, signal: AbortSignal) => Promise<JobResult>,
  { leaseSeconds = 60 } = {},
): void {
  kinds().set(kind, { handler: handler as Handler, leaseMs: leaseSeconds * 1000 });
}

export interface Scheduled {
  kind: string;
  key: string;
  dueAt: Date;
  payload?: unknown;
}

/** Plans a job in the transaction of what makes it necessary. One with this kind and key that waits already is left as it is. */
export async function schedule(tx: Transaction | Database, { kind, key, dueAt, payload = {} }: Scheduled): Promise<void> {
  await tx.insert(job).values({ kind, key, payload, dueAt }).onConflictDoNothing();
}

/** Takes a job back, for work that has been done another way. A run under way goes on. */
export async function unschedule(tx: Transaction | Database, kind: string, key: string): Promise<void> {
  await tx.delete(job).where(and(eq(job.kind, kind), eq(job.key, key)));
}

interface Claim extends Job {
  lease: string;
}

/** Takes the job that is due longest, of a kind known here, that nobody holds; it is ours until the lease ends. */
async function claim(at: Date): Promise<Claim | null> {
  const names = [...kinds().keys()];
  if (names.length === 0) return null;
  return db().transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(job)
      .where(
        and(lte(job.dueAt, at), or(isNull(job.leaseUntil), lt(job.leaseUntil, at)), sql`${job.kind} = any(${sql.param(names)}::text[])`),
      )
      .orderBy(asc(job.dueAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!found) return null;
    const lease = randomUUID();
    const leaseUntil = new Date(at.getTime() + kinds().get(found.kind)!.leaseMs);
    await tx.update(job).set({ leaseOwner: lease, leaseUntil }).where(and(eq(job.kind, found.kind), eq(job.key, found.key)));
    return { kind: found.kind, key: found.key, payload: found.payload, attempts: found.attempts, lease };
  });
}

const pauseMs = (attempts: number): number => Math.min(5 * 60_000, 1_000 * 2 ** Math.min(attempts, 9));

async function run(claimed: Claim, stopping: AbortSignal): Promise<void> {
  const { handler, leaseMs } = kinds().get(claimed.kind)!;
  const mine = and(eq(job.kind, claimed.kind), eq(job.key, claimed.key), eq(job.leaseOwner, claimed.lease));
  const free = { leaseOwner: null, leaseUntil: null };
  const ended = counted().jobSeconds.startTimer({ kind: claimed.kind });
  const count = (outcome: "ok" | "failed") => counted().jobRuns.inc({ kind: claimed.kind, outcome });
  try {
    // Stops ahead of the lease's end, so that two instances never work at one job.
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(Math.floor(leaseMs * 0.9))]);
    const result = await handler(claimed as Job as Job<never>, signal);
    if (result === "done") await db().delete(job).where(mine);
    else await db().update(job).set({ ...free, dueAt: result, attempts: 0 }).where(mine);
    count("ok");
  } catch (error) {
    const attempts = claimed.attempts + 1;
    const dueAt = new Date(now().getTime() + pauseMs(attempts));
    await db().update(job).set({ ...free, dueAt, attempts }).where(mine);
    if (stopping.aborted) return;
    count("failed");
    const { kind, key } = claimed;
    log.error({ event: "job.failed", kind, key, attempts, err: error }, "A job failed and will be tried again");
  } finally {
    ended();
  }
}

/** Runs what is due, one after the other, until nothing is. Answers how many ran. Tests call it; the loop does too. */
export async function runDueJobs(stopping: AbortSignal = new AbortController().signal): Promise<number> {
  for (let ran = 0; ; ran++) {
    if (stopping.aborted) return ran;
    const claimed = await claim(now());
    if (!claimed) return ran;
    await run(claimed, stopping);
  }
}

export interface JobLoop {
  /** Ends after the run under way; its signal fires at once. */
  stop(): Promise<void>;
}

/** Looks for due jobs every `everyMs`, on `workers` jobs at a time. Instances share the work through the leases. */
export function startJobs({ everyMs = 1_000, workers = 2 } = {}): JobLoop {
  const stopping = new AbortController();
  const worker = async () => {
    while (!stopping.signal.aborted) {
      try {
        await runDueJobs(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ event: "jobs.stalled", err: error }, "Jobs cannot be looked for at the moment");
      }
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = Promise.all(Array.from({ length: workers }, worker));
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
