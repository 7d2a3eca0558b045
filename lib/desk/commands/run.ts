import "server-only";
import { AlreadyRecorded, record } from "@/lib/audit/append";
import type { ClientAddress } from "@/lib/auth/client-address";
import { may, permissions } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { log } from "@/lib/log";
import type { Command, CommandAnswer, CommandRequest } from "../command";
import { jikoFor } from "../jiko";
import { forgetReads } from "../read";
import { signHeadSoon } from "../record/heads";
import { received } from "./received";
import {
  abandoned,
  actorOf,
  gaveUp,
  openCommand,
  recorded,
  recordIntent,
  recordOutcome,
  refusalDetails,
  refusedAttempt,
  type OpenCommand,
  type Outcome,
  type Recorded,
} from "./record";

/** What moves money, or stops it: the record up to its outcome is signed at once. */
const decisions = new Set(["transfer.file", "transfer.approve", "transfer.reject", "transfer.cancel"]);

/** A call gets this long beyond the client's deadline before somebody else begins to find out: a slow answer beats a search. */
const marginMs = 2_000;

interface Running {
  command: Command;
  session: Session;
  client: JikoClient;
  reference: string;
}

/**
 * Carries out a command once: permission, schema, what is there now, the intent on record, the one call, the outcome on
 * record. The same id again gets the state of the first and never a second call.
 * Throws AppError where it is refused: `forbidden`, `invalid_input`, `conflict`, `subject_changed`, what the reads of
 * `prepare` throw, and what Jiko refused. Answers `unknown` where Jiko may or may not have done it.
 */
export async function runCommand(
  command: Command,
  session: Session,
  { commandId, input: sent }: CommandRequest,
  { client = jikoFor(session), reference = commandId, from }: { client?: JikoClient; reference?: string; from?: ClientAddress } = {},
): Promise<CommandAnswer> {
  const running: Running = { command, session, client, reference };
  const { input, inputHash } = received(command, sent);
  const identity = {
    name: command.name,
    commandId: commandId.toLowerCase(),
    customerId: session.customerId,
    actor: actorOf(session),
    subjectId: command.subjectId(input),
  };
  const replay = (first: Recorded) => replayed(command, session, identity.commandId, inputHash, first, reference);
  const earlier = await recorded(identity.customerId, identity.commandId);
  if (earlier) return replay(earlier);

  const refuse = async (error: AppError): Promise<never> => {
    const details = {
      code: error.code,
      message: error.message,
      fields: error.fields.map(({ field }) => field),
      ...command.refusedDetails?.(input),
    };
    await record(refusedAttempt(identity, details));
    throw error;
  };
  if (!may(session, command.permission)) {
    return refuse(new AppError("forbidden", { message: permissions[command.permission].barred }));
  }
  // Asked again where the intent goes on record; here already, because nothing else matters while that one is open.
  const { customerId, subjectId } = identity;
  const open = await openCommand(db(), { customerId, subjectId, memberId: session.memberId });
  if (open && open.commandId !== identity.commandId) {
    return refuse(new AppError("conflict", { message: command.texts.blocked, data: { pending: open } }));
  }
  let prepared: Awaited<ReturnType<Command["prepare"]>>;
  try {
    prepared = await command.prepare({ session, client }, input);
  } catch (error) {
    // A read that failed says nothing about the attempt: nothing was decided, and nothing is worth a line in the record.
    if (error instanceof JikoError || !(error instanceof AppError)) throw error;
    // This very command, sent twice at the same moment, may be what stands in its own way: then the first's answer is the answer.
    const first = await recorded(identity.customerId, identity.commandId);
    return first ? replay(first) : refuse(error);
  }

  const { JIKO_DEADLINE_SECONDS, COMMAND_GRACE_SECONDS } = env();
  const dueAt = new Date(now().getTime() + JIKO_DEADLINE_SECONDS * 1000 + marginMs);
  const opened: OpenCommand = {
    ...identity,
    intent: prepared.intent,
    graceEndsAt: new Date(dueAt.getTime() + COMMAND_GRACE_SECONDS * 1000).toISOString(),
    notDoneSeenAt: null,
  };
  try {
    await recordIntent(command, opened, { ...prepared.details, inputHash, ...from }, dueAt, prepared.claim);
  } catch (error) {
    if (!(error instanceof AlreadyRecorded) && !(error instanceof AppError)) throw error;
    // Sent twice at the same moment: what was true for the first is no longer so for the second, and the first's answer counts.
    const first = await recorded(identity.customerId, identity.commandId);
    if (first) return replay(first);
    if (error instanceof AppError) return refuse(error);
    throw error;
  }
  try {
    return await send(running, opened, input);
  } finally {
    forgetReads(session);
  }
}

/** The call and its outcome. From here on an error that proves nothing leads to `unknown`, never to a repeat. */
async function send({ command, client, reference }: Running, open: OpenCommand, input: unknown): Promise<CommandAnswer> {
  const { commandId } = open;
  const unknown: CommandAnswer = { state: "unknown", commandId, message: command.texts.unknown, reference };
  const keep = async (outcome: Outcome): Promise<boolean> => {
    try {
      await recordOutcome(command, open, outcome);
      if (decisions.has(command.name)) signHeadSoon(open.customerId);
      return true;
    } catch (error) {
      // The job is still there and will see at Jiko what became of it.
      log.error(
        { event: "command.outcome_not_recorded", command: command.name, commandId, reference, err: error },
        "An outcome could not be recorded",
      );
      return false;
    }
  };
  let result: unknown;
  try {
    result = await command.call(client, open.intent, input);
  } catch (error) {
    if (!isRefusal(error)) {
      log.warn(
        { event: "command.unclear", command: command.name, commandId, reference, err: error },
        "The outcome of a command is not known yet",
      );
      return unknown;
    }
    if (!(await keep({ state: "refused", details: refusalDetails(error) }))) return unknown;
    throw error;
  }
  return (await keep({ state: "done", result })) ? { state: "done", commandId, message: command.texts.done, result } : unknown;
}

/** Whether an error proves that nothing was changed at Jiko. What is not an AppError is a fault of ours, and proves nothing. */
const isRefusal = (error: unknown): error is AppError => (error instanceof JikoError ? error.effect === "none" : error instanceof AppError);

/** What a command under an id that is on record already is answered: the state of the first, and nothing is done again. */
export function replayed(
  command: { name: string; texts: { done: string; notDone?: string; unknown?: string } },
  session: Session,
  commandId: string,
  inputHash: string,
  earlier: Recorded,
  reference = commandId,
): CommandAnswer {
  if (earlier.name === abandoned && earlier.memberId === session.memberId) throw new AppError("conflict", { message: gaveUp });
  if (earlier.name !== command.name || earlier.memberId !== session.memberId || earlier.inputHash !== inputHash) {
    throw new AppError("conflict", { message: "This id belongs to something else that was sent before. Nothing was sent now." });
  }
  switch (earlier.state) {
    case "done":
      return { state: "done", commandId, message: command.texts.done, result: earlier.result };
    case "refused": {
      const { code, message, retryAfterSeconds, data } = earlier.fault!;
      throw new AppError(code, { message, retryAfterSeconds: retryAfterSeconds ?? undefined, data });
    }
    case "not_done":
      throw new AppError("conflict", { message: command.texts.notDone });
    default:
      return { state: "unknown", commandId, message: command.texts.unknown ?? "", reference };
  }
}
