import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { now } from "@/lib/clock";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { teamList } from "@/lib/jiko/team";
import { borrowed, type BackgroundClient } from "../background";
import { allPages } from "../commands/all-pages";
import { registerJob, schedule, type Job, type JobResult } from "../jobs";
import { recipientsOf } from "./audience";
import { tell } from "./tell";
import type { Telling } from "./types";

const announceKind = "messages.announce";
/** While nobody is signed in through whom the team could be read, this is how often it is tried again. */
const withoutTokenMs = 15_000;

interface Announced {
  customerId: string;
  tellings: Telling[];
}

async function untold(at: Transaction | Database, customerId: string, tellings: readonly Telling[]): Promise<Telling[]> {
  const rows = await at
    .selectDistinct({ once: message.once })
    .from(message)
    .where(and(eq(message.customerId, customerId), isNotNull(message.memberId), inArray(message.once, tellings.map(({ once }) => once))));
  const told = new Set(rows.map(({ once }) => once));
  return tellings.filter(({ once }) => !told.has(once));
}

/**
 * Has people told, in the transaction of what they are told of. The channel's message is written at once; who the others are is
 * read at Jiko by a job, because no other server is called inside a transaction.
 */
export async function announce(tx: Transaction, customerId: string, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  const left = await untold(tx, customerId, tellings);
  for (const one of left.filter(({ channel }) => channel)) await tell(tx, { ...one, customerId, to: "channel" });
  if (left.length === 0) return;
  const payload: Announced = { customerId, tellings: left };
  await schedule(tx, { kind: announceKind, key: randomUUID(), dueAt: now(), payload });
}

/** Reads the team and writes the messages. Safe to repeat: each is told once. */
export async function spread(
  { payload: { customerId, tellings } }: Pick<Job<Announced>, "payload">,
  clientFor: BackgroundClient = borrowed,
): Promise<JobResult> {
  const left = await untold(db(), customerId, tellings);
  if (left.length === 0) return "done";
  const client = await clientFor(customerId, teamList.scope);
  if (!client) return new Date(now().getTime() + withoutTokenMs);
  const team = await allPages((query) => client.call(teamList, { query }));
  await db().transaction(async (tx) => {
    for (const one of left) await tell(tx, { ...one, customerId, to: recipientsOf(one.to, team) });
  });
  return "done";
}

export const registerAnnounceJob = (): void => registerJob<Announced>(announceKind, (one) => spread(one));
