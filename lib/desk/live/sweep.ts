import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { bankingNow, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Topic } from "@/lib/forms/topics";
import { transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import type { JikoClient } from "@/lib/jiko/transport";
import { borrowed, type BackgroundClient } from "../background";
import { registerJob, type Job, type JobResult } from "../jobs";
import { sighted } from "../messages/sighted";
import { publish } from "./publish";

export const sweepKind = "live.sweep";

/** A sweep that nobody asked for anew in this time is given up: nobody listens any more. */
const wantedForMs = 45_000;
/** How long to stand back when Jiko, or nobody's session, lets it look. */
const standBackMs = 30_000;

/** What the job keeps: until when it is wanted, and what each request looked like. Ids and states, no figures. */
export interface Sweep {
  customerId: string;
  /** ISO instant. */
  until: string;
  /** How often: as set at the process that said so last, whichever process does it. */
  everyMs: number;
  /** Null before the first look, which has nothing to compare with. */
  seen: Record<string, string> | null;
}

/** Somebody listens: the sweep of this customer goes on, or begins. Any process may say so, and any may do it. */
export async function keepSweeping(customerId: string): Promise<void> {
  const everyMs = env().LIVE_SWEEP_SECONDS * 1000;
  const at = now().getTime();
  const until = new Date(at + wantedForMs + everyMs).toISOString();
  const dueAt = new Date(at + everyMs);
  const payload: Sweep = { customerId, until, everyMs, seen: null };
  await db()
    .insert(job)
    .values({ kind: sweepKind, key: customerId, payload, dueAt })
    .onConflictDoUpdate({ target: [job.kind, job.key], set: { payload: sql`${job.payload} || ${JSON.stringify({ until, everyMs })}::jsonb`, dueAt: sql`least(${job.dueAt}, ${dueAt.toISOString()}::timestamptz)` } });
}

const stateOf = ({ status, updated_at, reviewers }: TransferRequest): string =>
  [status, updated_at, ...reviewers.map(({ member_id, decision }) => `${member_id.slice(0, 8)} ${decision}`)].join(" ");

const open = ["PENDING_APPROVAL", "APPROVED", "PROCESSING"] as const;

/** What differs between two looks, as topics: a new request moves no money yet, one that was decided or ran may have. */
export function changesBetween(before: Sweep["seen"], after: Record<string, string>): Topic[] {
  if (!before) return [];
  // One that had ended and is no longer among the newest has only made room.
  const gone = Object.keys(before).filter((id) => !(id in after) && open.some((status) => before[id]!.startsWith(status)));
  const moved = [...Object.keys(after).filter((id) => before[id] !== after[id]), ...gone];
  if (moved.length === 0) return [];
  const filed: Topic[] = ["transfer-requests", "notifications"];
  const onlyFiled = moved.every((id) => id in after && !(id in before) && after[id]!.startsWith("PENDING_APPROVAL"));
  return onlyFiled ? filed : [...filed, "pockets", "transactions", "trades", "wires"];
}

/** What is open and what is newest: what is filed, decided or run outside the desk shows in one of the two. */
async function look(client: JikoClient): Promise<TransferRequest[]> {
  const lists = await Promise.all([{ "status[]": [...open], limit: 100 }, { order: "desc" as const, limit: 25 }].map((query) => client.call(transferRequestsList, { query })));
  return lists.flatMap(({ items }) => items);
}

/** Looks once through the transfer requests and tells whoever listens, and whoever is to know, what is no longer as it was. Reads alone. */
export async function sweep(
  { payload: { customerId, until, everyMs, seen } }: Pick<Job<Sweep>, "payload">,
  clientFor: BackgroundClient = borrowed,
): Promise<JobResult> {
  const later = (ms: number) => new Date(now().getTime() + ms);
  if (new Date(until) < now()) return "done";
  const client = await clientFor(customerId, "transfers.read");
  if (!client) return later(standBackMs);
  let requests: TransferRequest[];
  const seenAt = await bankingNow();
  try {
    requests = await look(client);
  } catch (error) {
    // Jiko is away, its limit is used up, or the session that was borrowed has ended: another time.
    if (error instanceof AppError && error.code !== "internal") return later(standBackMs);
    throw error;
  }
  const after = Object.fromEntries(requests.map((one) => [one.id, stateOf(one)]));
  const topics = changesBetween(seen, after);
  const sightings = requests.map((request) => ({ request, before: seen?.[request.id]?.split(" ")[0] ?? null }));
  await db().transaction(async (tx) => {
    await tx
      .update(job)
      .set({ payload: sql`${job.payload} || ${JSON.stringify({ seen: after })}::jsonb` })
      .where(and(eq(job.kind, sweepKind), eq(job.key, customerId)));
    await publish(tx, customerId, topics);
    await sighted(tx, { customerId, sightings, seenAt });
  });
  return later(everyMs);
}

/** Called once when the server starts. */
export function registerLiveJobs(): void {
  registerJob<Sweep>(sweepKind, (one) => sweep(one));
}
