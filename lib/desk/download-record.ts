import "server-only";
import { AlreadyRecorded, append } from "@/lib/audit/append";
import type { AuditEntry } from "@/lib/audit/entry";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { registerJob, schedule, unschedule } from "./jobs";

/** The job that ends the record of a download or an upload whose process did not live to do it. */
const lostKind = "download.lost";

/** What a download, or a file sent the other way, is on record as. Plain JSON that waits in a job: no link, no token, no account number. */
export interface DownloadIntent {
  customerId: string;
  correlationId: string;
  action: string;
  actor: { memberId: string; sessionId: string; name: string };
  subjectId: string | null;
  details: Record<string, unknown>;
}

const keyOf = ({ customerId, correlationId }: DownloadIntent) => `${customerId}:${correlationId}`;

/** Writes the intent, together with the job that takes it over at `lostAt`. */
export async function recordStart(intent: DownloadIntent, lostAt: Date): Promise<void> {
  await db().transaction(async (tx) => {
    await schedule(tx, { kind: lostKind, key: keyOf(intent), payload: intent, dueAt: lostAt });
    await append(tx, { ...intent, at: now(), kind: "intent" });
  });
}

/** Writes how it ended, and takes the job back. Where the job was quicker, the record is corrected. */
export async function recordEnd(intent: DownloadIntent, outcome: "done" | "failed" | "canceled" | "refused" | "unknown", details: Record<string, unknown>): Promise<void> {
  const write = (kind: AuditEntry["kind"]) =>
    db().transaction(async (tx) => {
      await unschedule(tx, lostKind, keyOf(intent));
      await append(tx, { ...intent, at: now(), kind, outcome, details: { ...intent.details, ...details } });
    });
  try {
    await write("outcome");
  } catch (error) {
    if (!(error instanceof AlreadyRecorded)) throw error;
    await write("correction");
  }
}

/** Says of a download without an outcome that nobody knows how it ended. */
export function registerDownloadJobs(): void {
  registerJob<DownloadIntent>(lostKind, async ({ payload }) => {
    const entry: AuditEntry = { ...payload, at: now(), kind: "outcome", outcome: "unknown" };
    try {
      await db().transaction((tx) => append(tx, entry));
    } catch (error) {
      if (!(error instanceof AlreadyRecorded)) throw error;
    }
    return "done";
  });
}
