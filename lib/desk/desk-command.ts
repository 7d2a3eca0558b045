import "server-only";
import type { z } from "zod";
import { append, AlreadyRecorded, record } from "@/lib/audit/append";
import type { ClientAddress } from "@/lib/auth/client-address";
import { may, permissions, type Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { AppError } from "@/lib/errors";
import type { Topic } from "@/lib/forms/topics";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import type { CommandAnswer, CommandRequest } from "./command";
import { received } from "./commands/received";
import { actorOf, recorded, refusedAttempt } from "./commands/record";
import { replayed } from "./commands/run";
import { jikoFor } from "./jiko";
import { publish } from "./live/publish";
import { announce } from "./messages/announce";
import type { Telling } from "./messages/types";
import { signHeadSoon } from "./record/heads";

/**
 * A command that changes nothing but what is ours: all of it, its line in the record included, is one transaction, so there is
 * no outcome that nobody knows. Sent as every command is, under the same promise: one id, one effect.
 */
export interface DeskCommand<Input = unknown, Result = unknown, Seen = unknown> {
  name: string;
  permission: Permission;
  changes: readonly Topic[];
  input: z.ZodType<Input>;
  subjectId(input: Input): string | null;
  /**
   * What must be read at Jiko first: before the transaction, because nothing may wait for another server while it holds a lock.
   * Throws AppError to refuse.
   */
  look?(context: { session: Session; client: JikoClient }, input: Input): Promise<Seen>;
  /**
   * Looks and changes, inside the transaction; `seen` is what `look` has brought. Throws AppError to refuse; nothing is changed
   * then, and the attempt is on record. Calls no other server.
   */
  apply(
    tx: Transaction,
    context: { session: Session; at: Date; commandId: string; seen: Seen },
    input: Input,
  ): Promise<{
    result: Result;
    details: Record<string, unknown>;
    subjectId?: string;
    /** Whom to tell of it, and what. */
    tellings?: readonly Telling[];
  }>;
  /** What the record keeps of an attempt that was refused. */
  refusedDetails?(input: Input): Record<string, unknown>;
  done: string;
}

/** Declares one; the types of its parts are checked against each other here and no longer matter outside. */
export const deskCommand = <Input, Result, Seen = undefined>(definition: DeskCommand<Input, Result, Seen>): DeskCommand =>
  definition as unknown as DeskCommand;

/** Carries it out once. Throws AppError where it is refused. */
export async function runDeskCommand(
  command: DeskCommand,
  session: Session,
  { commandId: sentId, input: sent }: CommandRequest,
  { client = jikoFor(session), from }: { client?: JikoClient; from?: ClientAddress } = {},
): Promise<CommandAnswer> {
  const { input, inputHash } = received(command, sent);
  const commandId = sentId.toLowerCase();
  const identity = {
    name: command.name, commandId, customerId: session.customerId, actor: actorOf(session),
    subjectId: command.subjectId(input) ?? commandId,
  };
  const again = async () => {
    const earlier = await recorded(session.customerId, commandId);
    return earlier && replayed({ name: command.name, texts: { done: command.done } }, session, commandId, inputHash, earlier);
  };
  const refuse = async (error: AppError): Promise<never> => {
    const fields = error.fields.map(({ field }) => field);
    await record(refusedAttempt(identity, { code: error.code, message: error.message, fields, ...command.refusedDetails?.(input) }));
    throw error;
  };

  const earlier = await again();
  if (earlier) return earlier;
  if (!may(session, command.permission)) return refuse(new AppError("forbidden", { message: permissions[command.permission].barred }));
  try {
    const seen = await command.look?.({ session, client }, input);
    const at = now();
    const result = await db().transaction(async (tx) => {
      const applied = await command.apply(tx, { session, at, commandId, seen }, input);
      await publish(tx, session.customerId, command.changes);
      await announce(tx, session.customerId, applied.tellings ?? []);
      await append(tx, {
        customerId: session.customerId, at, kind: "outcome", action: command.name, actor: identity.actor, correlationId: commandId,
        subjectId: applied.subjectId ?? identity.subjectId, outcome: "done",
        details: { ...applied.details, ...from, inputHash, result: applied.result },
      });
      return applied.result;
    });
    signHeadSoon(session.customerId);
    return { state: "done", commandId, message: command.done, result };
  } catch (error) {
    // A read that failed says nothing about the attempt, and is worth no line in the record.
    if (error instanceof JikoError) throw error;
    if (!(error instanceof AlreadyRecorded) && !(error instanceof AppError)) throw error;
    // Sent twice at the same moment: what was true for the first is no longer so for the second, and the first's answer counts.
    const first = await again();
    if (first) return first;
    if (error instanceof AppError) return refuse(error);
    throw error;
  }
}
