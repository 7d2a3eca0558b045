import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { AppError } from "@/lib/errors";
import type { JikoClient } from "@/lib/jiko/transport";
import { log } from "@/lib/log";
import { spend } from "@/lib/rate";
import type { Command, OutcomeAnswer } from "../command";
import { jikoFor } from "../jiko";
import { commands } from "./index";
import { abandon, abandoned, jobKey, recorded, recordOutcome, reconcileKind, refusalDetails, refusedBefore, type OpenCommand } from "./record";

/** Two reads that agree must lie at least this far apart. */
export const agreeAfterMs = 1_000;
/** After "not done" was recorded, one more look: a request that was held up somewhere may arrive late. */
const recheckAfterMs = 10 * 60_000;

/**
 * Looks at Jiko, by reading alone, and records what is certain. Answers null where the matter is settled, else when a next
 * look makes sense. Safe to run twice at once: the record takes one outcome, and reads change nothing.
 */
export async function findOut(command: Command, open: OpenCommand, client: JikoClient): Promise<Date | null> {
  const found = await command.findOut(client, open.intent);
  const at = now();
  if (found.state === "done") {
    await recordOutcome(command, open, { state: "done", result: found.result, details: { foundOut: true } });
    return null;
  }
  if (found.state === "refused") {
    await recordOutcome(command, open, { state: "refused", details: { ...refusalDetails(found.error), foundOut: true } });
    return null;
  }
  const graceEnds = new Date(open.graceEndsAt);
  const seenAt = open.notDoneSeenAt && new Date(open.notDoneSeenAt);
  if (at >= graceEnds && seenAt && at.getTime() - seenAt.getTime() >= agreeAfterMs) {
    await recordOutcome(command, open, { state: "not_done", recheckAt: new Date(at.getTime() + recheckAfterMs) });
    return null;
  }
  // Neither of the two reads may lie in the grace period: what was still on its way then proves nothing.
  if (!seenAt && at >= graceEnds) {
    const seen = { notDoneSeenAt: at.toISOString() };
    await db()
      .update(job)
      .set({ payload: sql`${job.payload} || ${JSON.stringify(seen)}::jsonb` })
      .where(and(eq(job.kind, reconcileKind), eq(job.key, jobKey(open)), sql`${job.payload} ->> 'notDoneSeenAt' is null`));
  }
  return new Date(Math.max(graceEnds.getTime(), at.getTime() + agreeAfterMs));
}

/** What waits to be found out about a command, or null where nothing does. */
async function waiting(customerId: string, commandId: string): Promise<OpenCommand | null> {
  const [row] = await db()
    .select({ payload: job.payload })
    .from(job)
    .where(and(eq(job.kind, reconcileKind), eq(job.key, jobKey({ customerId, commandId }))));
  return (row?.payload as OpenCommand | undefined) ?? null;
}

const looking = new Map<string, Promise<void>>();
const lastLook = new Map<string, number>();
const lookEveryMs = 1_000;

/**
 * Where a command of this member stands. While it is open this looks at Jiko with the session of who asks, at most once a
 * second and once at a time, so that the screen learns sooner than the job would tell. An id that never came is closed:
 * asking means that its answer was lost on the way, and it must not arrive afterwards. Throws `not_found` for somebody else's.
 */
export async function outcomeOf(session: Session, commandId: string, client: JikoClient = jikoFor(session)): Promise<OutcomeAnswer> {
  const id = commandId.toLowerCase();
  let state = await recorded(session.customerId, id);
  if (!state) {
    const why = await refusedBefore(session, id);
    if (why) return { state: "refused", message: why };
    // A line in the record for an id that anybody may make up: it costs as much as a command.
    spend("change", session.id);
    await abandon(session, id);
    state = await recorded(session.customerId, id);
  }
  if (!state || state.memberId !== session.memberId) throw new AppError("not_found");
  if (state.name === abandoned)
    return { state: "not_done", message: "This did not reach Countersign. Nothing was sent to Jiko; you can send it again." };
  const command = commands.get(state.name);
  if (!command) throw new AppError("not_found");
  if (state.state === "open") {
    await look(command, session.customerId, id, client);
    state = (await recorded(session.customerId, id)) ?? state;
  }
  switch (state.state) {
    case "done":
      return { state: "done", message: command.texts.done, result: state.result };
    case "refused":
      return { state: "refused", message: state.fault!.message, data: state.fault!.data };
    case "not_done":
      return { state: "not_done", message: command.texts.notDone };
    default:
      return { state: "unknown", message: command.texts.unknown, since: state.since };
  }
}

async function look(command: Command, customerId: string, commandId: string, client: JikoClient): Promise<void> {
  const key = jobKey({ customerId, commandId });
  const under = looking.get(key);
  if (under) return under;
  if (now().getTime() - (lastLook.get(key) ?? 0) < lookEveryMs) return;
  const one = (async () => {
    const open = await waiting(customerId, commandId);
    if (!open) return void lastLook.delete(key);
    try {
      const next = await findOut(command, open, client);
      if (next) lastLook.set(key, now().getTime());
      else lastLook.delete(key);
    } catch (error) {
      lastLook.set(key, now().getTime());
      log.warn(
        { event: "command.still_unknown", command: command.name, commandId, err: error },
        "What became of a command cannot be told yet",
      );
    }
  })().finally(() => looking.delete(key));
  looking.set(key, one);
  return one;
}
