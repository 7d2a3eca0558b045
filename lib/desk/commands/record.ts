import "server-only";
import { and, asc, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { AlreadyRecorded, append } from "@/lib/audit/append";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { takeTurn } from "@/lib/db/turn";
import { schedule, unschedule } from "@/lib/desk/jobs";
import { publish } from "@/lib/desk/live/publish";
import { lookAgain } from "@/lib/desk/messages/look-again";
import { AppError, errorCodes, type ErrorCode } from "@/lib/errors";
import { JikoError } from "@/lib/jiko/transport";
import type { Command, CommandState, Prepared } from "../command";

/** The job that finds out about a command whose answer did not come, and the one that looks once more after "not done". */
export const reconcileKind = "command.reconcile";
export const recheckKind = "command.recheck";

/** All that is needed to find out about a command, on any instance. Plain JSON. */
export interface OpenCommand {
  name: string;
  commandId: string;
  customerId: string;
  actor: { memberId: string; sessionId: string; name: string };
  subjectId: string;
  intent: unknown;
  /** ISO instants: from when "not done" may be said, and when it was first seen. */
  graceEndsAt: string;
  notDoneSeenAt: string | null;
}

/** What went wrong, as the record keeps it and as it can be said again. */
interface Fault {
  code: ErrorCode;
  message: string;
  retryAfterSeconds: number | null;
  data?: unknown;
}

export interface Recorded {
  name: string;
  memberId: string;
  subjectId: string | null;
  /** ISO instant of the intent: since when an outcome is sought. */
  since: string;
  inputHash: string | null;
  state: CommandState;
  result: unknown;
  fault: Fault | null;
}

type Key = Pick<OpenCommand, "customerId" | "commandId">;
export const jobKey = ({ customerId, commandId }: Key) => `${customerId}:${commandId}`;
export const actorOf = ({ memberId, id, name }: Session) => ({ memberId, sessionId: id, name });

interface Text {
  at: string;
  action: string;
  kind: string;
  actor: { memberId: string } | null;
  subjectId: string | null;
  outcome: string | null;
  details: Record<string, unknown>;
}

/** The action of an outcome without an intent: somebody asked after a command that never came, and now it may not come any more. */
export const abandoned = "command.abandoned";

/** What the record says of a command, or null where it says nothing. A correction counts over the outcome it contradicts. */
export async function recorded(customerId: string, commandId: string): Promise<Recorded | null> {
  const ofThis = and(eq(auditEntry.customerId, customerId), eq(auditEntry.correlationId, commandId));
  const read = async (condition: SQL | undefined) => {
    const rows = await db().select({ canonical: auditEntry.canonical }).from(auditEntry).where(condition).orderBy(asc(auditEntry.position));
    return rows.map(({ canonical }) => JSON.parse(canonical) as Text);
  };
  const entries = await read(and(ofThis, inArray(auditEntry.kind, ["intent", "outcome"])));
  const intent = entries.find(({ kind }) => kind === "intent") ?? entries[0];
  if (!intent) return null;
  let last = entries.find(({ kind }) => kind === "outcome");
  if (last?.outcome === "not_done" && intent.subjectId) {
    // By its subject, because corrections have no index by correlation id.
    last = (await read(and(ofThis, eq(auditEntry.subjectId, intent.subjectId), eq(auditEntry.kind, "correction")))).at(-1) ?? last;
  }
  return {
    name: intent.action,
    memberId: intent.actor?.memberId ?? "",
    subjectId: intent.subjectId,
    since: intent.at,
    inputHash: (intent.details.inputHash as string | undefined) ?? null,
    state: (last?.outcome as CommandState | null | undefined) ?? "open",
    result: last?.details.result ?? null,
    fault: last?.outcome === "refused" ? faultOf(last.details) : null,
  };
}

/** A refusal as it goes on record. `data` of ours alone: it holds ids, and is what the screen leads to. */
export function refusalDetails(error: AppError): Record<string, unknown> {
  const { code, message, retryAfterSeconds, data } = error;
  if (!(error instanceof JikoError)) return { code, message, retryAfterSeconds, ...(data === undefined ? {} : { data }) };
  const { upstreamStatus, requestId, detail } = error;
  return { code, message, retryAfterSeconds, upstreamStatus, requestId, detail };
}

function faultOf({ code, message, retryAfterSeconds, data }: Record<string, unknown>): Fault {
  return {
    code: typeof code === "string" && code in errorCodes ? (code as ErrorCode) : "upstream_refused",
    message: typeof message === "string" ? message : errorCodes.upstream_refused[1],
    retryAfterSeconds: typeof retryAfterSeconds === "number" ? retryAfterSeconds : null,
    ...(data === undefined ? {} : { data }),
  };
}

/** What one person does something about. */
interface Subject {
  customerId: string;
  memberId: string;
  subjectId: string;
}

/** What is under way about a subject, the newest first: intents without an outcome. `which` says of the intent `i` whose and which. */
export async function openIntents(
  at: Pick<Transaction, "execute">,
  { customerId, subjectId }: Omit<Subject, "memberId">,
  which: SQL,
): Promise<{ commandId: string; name: string; memberId: string }[]> {
  const { rows } = await at.execute<{ correlation_id: string; action: string; member_id: string }>(sql`
    select i.correlation_id, i.action, i.member_id from audit_entry i
    where i.customer_id = ${customerId}::uuid and i.subject_id = ${subjectId} and i.kind = 'intent' and ${which}
      and not exists (
        select 1 from audit_entry o
        where o.customer_id = i.customer_id and o.correlation_id = i.correlation_id and o.kind = 'outcome'
      )
    order by i.position desc`);
  return rows.map((row) => ({ commandId: row.correlation_id, name: row.action, memberId: row.member_id }));
}

/** The command of this member about this subject that is open, if there is one. */
export async function openCommand(
  at: Pick<Transaction, "execute">,
  subject: Subject,
): Promise<{ commandId: string; name: string } | null> {
  const [found] = await openIntents(at, subject, sql`i.member_id = ${subject.memberId}`);
  return found ? { commandId: found.commandId, name: found.name } : null;
}

/** Whether another command of the same name by the same member about the same subject was done after this one was begun. */
export async function doneByAnother({ customerId, commandId, name, actor, subjectId }: OpenCommand): Promise<boolean> {
  const { rows } = await db().execute(sql`
    select 1 from audit_entry
    where customer_id = ${customerId}::uuid and subject_id = ${subjectId} and member_id = ${actor.memberId} and action = ${name}
      and kind in ('outcome', 'correction') and outcome = 'done' and correlation_id <> ${commandId}
      and position > (
        select i.position from audit_entry i
        where i.customer_id = ${customerId}::uuid and i.correlation_id = ${commandId} and i.kind = 'intent'
      )
    limit 1`);
  return rows.length > 0;
}

/** Who tried what, without what waits in a job. */
type Attempt = Omit<OpenCommand, "intent" | "graceEndsAt" | "notDoneSeenAt">;

const base = (open: Attempt) => ({
  customerId: open.customerId,
  at: now(),
  action: open.name,
  actor: open.actor,
  correlationId: open.commandId,
  subjectId: open.subjectId,
});

/** Two things of one person about one subject take their turn here: the second sees what the first has done. */
export const takeOwnTurn = (tx: Transaction, { customerId, subjectId, memberId }: Subject): Promise<void> =>
  takeTurn(tx, `command:${customerId}:${subjectId}:${memberId}`);

/**
 * Writes the intent together with the job that will find out. Throws `conflict` where an earlier command of this member
 * about the same subject is still open, AlreadyRecorded where this very command was sent at the same moment.
 */
export async function recordIntent(
  command: Command,
  open: OpenCommand,
  details: Record<string, unknown>,
  dueAt: Date,
  claim?: Prepared<unknown>["claim"],
): Promise<void> {
  await db().transaction(async (tx) => {
    const about = { ...open, memberId: open.actor.memberId };
    await takeOwnTurn(tx, about);
    const other = await openCommand(tx, about);
    if (other && other.commandId !== open.commandId) {
      throw new AppError("conflict", { message: command.texts.blocked, data: { pending: other } });
    }
    const claimed = await claim?.(tx);
    // The same object that is sent from: what was settled here is what goes out.
    if (claimed?.intent) open.intent = { ...(open.intent as object), ...claimed.intent };
    await schedule(tx, { kind: reconcileKind, key: jobKey(open), payload: open, dueAt });
    await append(tx, { ...base(open), kind: "intent", details: { ...details, ...claimed?.details } });
    if (await exists(tx, open, "outcome")) throw new AppError("conflict", { message: gaveUp });
  });
}

export const gaveUp = "This came too late: it was given up in the meantime. Nothing was sent to Jiko.";

async function exists(tx: Transaction, { customerId, commandId }: Key, kind: "intent" | "outcome"): Promise<boolean> {
  const found = await tx
    .select({ position: auditEntry.position })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), eq(auditEntry.correlationId, commandId), eq(auditEntry.kind, kind)));
  return found.length > 0;
}

/**
 * Closes an id that was never seen, so that "nothing was sent" is true and stays true even if the command still arrives.
 * Does nothing where there is an intent; appends of one customer take turns, so one of the two always sees the other.
 */
export async function abandon(session: Session, commandId: string): Promise<void> {
  const { customerId } = session;
  try {
    await db().transaction(async (tx) => {
      const entry = { customerId, at: now(), action: abandoned, actor: actorOf(session), correlationId: commandId, subjectId: null };
      await append(tx, { ...entry, kind: "outcome", outcome: "not_done", details: {} });
      if (await exists(tx, { customerId, commandId }, "intent")) throw new CameAfterAll();
    });
  } catch (error) {
    if (!(error instanceof CameAfterAll) && !(error instanceof AlreadyRecorded)) throw error;
  }
}

class CameAfterAll extends Error {}

/** Why an attempt of this member was refused before it became an intent; null where there was none lately. */
export async function refusedBefore({ customerId, memberId }: Session, commandId: string): Promise<string | null> {
  const lately = await db()
    .select({ canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), eq(auditEntry.memberId, memberId)))
    .orderBy(desc(auditEntry.position))
    .limit(100);
  const found = lately
    .map(({ canonical }) => JSON.parse(canonical) as Text & { correlationId: string })
    .find(({ kind, outcome, correlationId }) => kind === "event" && outcome === "refused" && correlationId === commandId);
  return found ? faultOf(found.details).message : null;
}

/** An attempt that never became an intent: somebody tried what they may not, or what is no longer there. */
export const refusedAttempt = (open: Attempt, details: Record<string, unknown>): AuditEntry => ({
  ...base(open),
  kind: "event",
  outcome: "refused",
  details,
});

export type Outcome =
  | { state: "done"; result: unknown; details?: Record<string, unknown> }
  | { state: "refused"; details: Record<string, unknown> }
  | { state: "not_done"; recheckAt: Date };

/**
 * Writes the outcome and removes the job. Where an outcome is on record already it stands, and `false` comes back; only
 * "not done" that turns out to have had an effect after all is contradicted, by a correction.
 */
export async function recordOutcome(command: Command, open: OpenCommand, outcome: Outcome): Promise<boolean> {
  const details = outcome.state === "done" ? { ...outcome.details, result: outcome.result } : "details" in outcome ? outcome.details : {};
  const write = (kind: "outcome" | "correction") =>
    db().transaction(async (tx) => {
      await unschedule(tx, reconcileKind, jobKey(open));
      if (outcome.state === "not_done")
        await schedule(tx, { kind: recheckKind, key: jobKey(open), payload: open, dueAt: outcome.recheckAt });
      if (outcome.state === "done") await command.onDone?.(tx, open.intent, { customerId: open.customerId, memberId: open.actor.memberId });
      if (outcome.state === "done") await publish(tx, open.customerId, command.changes);
      if (outcome.state === "done" && command.changes.includes("transfer-requests")) {
        await lookAgain(tx, open.commandId, { customerId: open.customerId, transferId: open.subjectId });
      }
      await append(tx, { ...base(open), kind, outcome: outcome.state, details });
    });
  try {
    await write("outcome");
    return true;
  } catch (error) {
    if (!(error instanceof AlreadyRecorded)) throw error;
  }
  const known = await recorded(open.customerId, open.commandId);
  if (outcome.state === "not_done" || known?.state !== "not_done") return false;
  await write("correction");
  return true;
}
