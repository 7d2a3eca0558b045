import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { log } from "@/lib/log";
import { borrowed, type BackgroundClient } from "../background";
import { registerJob, type Job, type JobResult } from "../jobs";
import { findOut } from "./find-out";
import { commands } from "./index";
import { doneByAnother, openCommand, recheckKind, reconcileKind, recorded, recordOutcome, refusalDetails, type OpenCommand } from "./record";

/** While nobody is signed in who could be asked through, this is how often it is tried again. */
const withoutTokenMs = 15_000;

/** Finds out about a command whose answer did not come. Only reads from Jiko; waits where nobody can read. */
export async function reconcile({ payload }: Job<OpenCommand>, client: BackgroundClient = borrowed): Promise<JobResult> {
  const command = commands.get(payload.name);
  if (!command) throw new Error(`No command is called ${payload.name}`);
  const found = await recorded(payload.customerId, payload.commandId);
  if (found?.state !== "open") return "done";
  const reader = await client(payload.customerId, command.reads, command.readsAsMember ? payload.actor.memberId : undefined);
  if (!reader) {
    log.info(
      { event: "command.waits_for_session", command: payload.name, commandId: payload.commandId },
      "Nobody is signed in to find an outcome out through",
    );
    return new Date(now().getTime() + withoutTokenMs);
  }
  return (await findOut(command, payload, reader)) ?? "done";
}

/**
 * Looks once more after "not done" was recorded, and corrects the record should it have been done after all. Where the
 * person sent it again and that was done, what stands at Jiko is accounted for, and nothing is left to tell.
 */
export async function recheck({ payload }: Job<OpenCommand>, client: BackgroundClient = borrowed): Promise<JobResult> {
  const command = commands.get(payload.name);
  if (!command) throw new Error(`No command is called ${payload.name}`);
  const reader = await client(payload.customerId, command.reads, command.readsAsMember ? payload.actor.memberId : undefined);
  if (!reader) return new Date(now().getTime() + withoutTokenMs);
  const found = await command.findOut(reader, payload.intent);
  // Asked after the read: what is seen of another command has its intent on record by then. While that one is open, its
  // outcome comes first.
  if (found.state !== "not_done" && !(await doneByAnother(payload))) {
    const { customerId, subjectId, actor } = payload;
    if (await openCommand(db(), { customerId, subjectId, memberId: actor.memberId })) return new Date(now().getTime() + withoutTokenMs);
    log.warn(
      { event: "command.corrected", command: payload.name, commandId: payload.commandId },
      "A command that counted as not done had an effect after all",
    );
    await recordOutcome(
      command,
      payload,
      found.state === "done"
        ? { state: "done", result: found.result, details: { foundOut: true } }
        : { state: "refused", details: { ...refusalDetails(found.error), foundOut: true } },
    );
  }
  return "done";
}

/** Called once when the server starts. */
export function registerCommandJobs(): void {
  registerJob<OpenCommand>(reconcileKind, (job) => reconcile(job));
  registerJob<OpenCommand>(recheckKind, (job) => recheck(job));
}
