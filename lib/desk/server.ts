import "server-only";
import { endExpiredSessions, settledRevocations } from "@/lib/auth/sessions";
import { deleteOldStepUps } from "@/lib/auth/step-up";
import { settledStandingChecks } from "@/lib/auth/standing-check";
import { now } from "@/lib/clock";
import { closeDatabase, db } from "@/lib/db/connection";
import { checkSchema } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { deleteOldArchives } from "./archives/store";
import { registerCommandJobs } from "./commands/jobs";
import { registerDownloadJobs } from "./download-record";
import { deleteExpiredDrafts } from "./drafts";
import { callLast, drained, holdForResponses } from "./in-flight";
import { jiko } from "./jiko";
import { registerJob, schedule, startJobs, type JobLoop } from "./jobs";
import { closeLive } from "./live/hub";
import { registerLiveJobs } from "./live/sweep";
import { deleteOldMessages, registerMessageJobs } from "./messages/jobs";
import { beginWatching } from "./messages/outside";
import { remind } from "./messages/remind";
import { startMirror } from "./mirror/jobs";
import { deleteOldCeremonies } from "./passkeys/ceremony";
import { checkHeadSigner, signDueHeads, signLastHeads } from "./record/heads";
import { registerHeadJobs } from "./record/outside";
import { resealAll } from "./reseal";
import { takeSnapshots } from "./treasury/snapshots";
import { registerWebhookJobs, tidyWebhooks } from "./webhooks/work";

/** Housekeeping: what is done, and how many seconds lie between two runs, over all instances. */
const recurrent = {
  "audit.sign": [2, signDueHeads],
  "sessions.end_expired": [60, endExpiredSessions],
  "signing.tidy": [3600, () => Promise.all([deleteOldCeremonies(), deleteOldStepUps()])],
  "drafts.delete_expired": [3600, deleteExpiredDrafts],
  "webhooks.tidy": [3600, tidyWebhooks],
  "archives.delete_old": [3600, deleteOldArchives],
  "requests.watch": [3600, beginWatching],
  "requests.remind": [600, () => remind()],
  "messages.tidy": [3600, deleteOldMessages],
  "balances.snapshot": [900, () => takeSnapshots()],
  "keys.reseal": [60, resealAll],
} as const satisfies Record<string, readonly [everySeconds: number, work: () => Promise<unknown>]>;

async function registerRecurrent(): Promise<void> {
  for (const [kind, [everySeconds, work]] of Object.entries(recurrent)) {
    registerJob(kind, async () => {
      await work();
      return new Date(now().getTime() + everySeconds * 1000);
    });
    await schedule(db(), { kind, key: "all", dueAt: now() });
  }
}

/** How long answers under way may still take once the process was told to end: then downloads are cut off, on record, then all else. */
const graceMs = 10_000;
const lastCallMs = 8_000;

/**
 * What a server process does besides answering: refuses settings or a schema that are not right, runs jobs, and ends in
 * order. Next hands us SIGTERM where NEXT_MANUAL_SIG_HANDLE is set; otherwise it ends the process itself.
 */
export async function startServer(): Promise<void> {
  try {
    env();
    await checkSchema();
    checkHeadSigner();
    registerCommandJobs();
    registerDownloadJobs();
    registerHeadJobs();
    registerLiveJobs();
    registerWebhookJobs();
    registerMessageJobs();
    await registerRecurrent();
    await startMirror();
  } catch (error) {
    log.error({ event: "start.refused", err: error }, error instanceof Error ? error.message : "The server cannot start");
    // Next would stay and answer every request with 500: whoever started us should see that it failed, and may try again.
    if (process.env.NODE_ENV === "production") process.exit(1);
    throw error;
  }
  // Filling the mirror keeps a worker for seconds; outcomes of commands must not wait behind it.
  const jobs = startJobs({ workers: 4 });
  log.info({ event: "start" }, "Countersign is ready");
  if (process.env.NEXT_MANUAL_SIG_HANDLE) endOnSignal(jobs);
}

function endOnSignal(jobs: JobLoop): void {
  holdForResponses();
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ event: "stop", signal }, "Countersign is ending");
    // Should something hang, an orderly end is given up for an end.
    setTimeout(() => process.exit(1), graceMs).unref();
    setTimeout(callLast, lastCallMs).unref();
    try {
      // Streams are answers that never end by themselves: told to go, browsers come back at another process.
      await Promise.all([closeLive(), drained(), jobs.stop()]);
      await settledStandingChecks();
      await settledRevocations();
      // The last: what was written on the way here is signed too.
      await signLastHeads();
      await jiko().close();
      await closeDatabase();
    } catch (error) {
      log.warn({ event: "stop.fault", err: error }, "Countersign did not end in order");
    }
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(signal));
}
