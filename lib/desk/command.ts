import "server-only";
import type { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import type { Transaction } from "@/lib/db/connection";
import type { AppError } from "@/lib/errors";
import type { Topic } from "@/lib/forms/topics";
import type { Scope } from "@/lib/jiko/operation";
import type { JikoClient } from "@/lib/jiko/transport";

/** Where a command stands. `open`: sent, and nobody knows yet what became of it. */
export type CommandState = "open" | "done" | "refused" | "not_done";

/** What a look at Jiko says about a command whose answer was lost. */
export type Found<Result> =
  | { state: "done"; result: Result }
  | { state: "not_done" }
  /** Something else stands in its place, which a person must look at: neither done as meant nor certainly without an effect. */
  | { state: "refused"; error: AppError };

export interface Prepared<Intent> {
  intent: Intent;
  details: Record<string, unknown>;
  /**
   * What must be true, and what becomes so, at the moment at which the intent goes on record, in its transaction: so that two who
   * are faster than each other's reads cannot both be right. Throws AppError to refuse; answers what it adds.
   */
  claim?(tx: Transaction): Promise<{ intent?: Partial<Intent>; details?: Record<string, unknown> }>;
}

/**
 * A command as data. Everything that is the same for all of them (idempotency, audit, reconciliation) is done by
 * `runCommand` around it. `Intent` is plain JSON: it waits in the job that finds out about a lost answer, and so holds no
 * token and no account number.
 */
export interface Command<Input = unknown, Intent = unknown, Result = unknown> {
  name: string;
  permission: Permission;
  /** What `findOut` needs to be granted: it may be done through somebody else's session. */
  reads: Scope;
  /** Only the member's own sign-in sees it: `findOut` waits for one, and nobody else's will do. */
  readsAsMember?: boolean;
  /** What is no longer as it was once this is done. */
  changes: readonly Topic[];
  input: z.ZodType<Input>;
  /** What the command is about: the request's id. While one is open, its member can send no other about the same thing. */
  subjectId(input: Input): string;
  /**
   * Looks at what is there now and decides whether the command may go out. Throws AppError to refuse; nothing was sent
   * then. `details` go into the audit record, with whatever the intent must be seen to have rested on.
   */
  prepare(context: { session: Session; client: JikoClient }, input: Input): Promise<Prepared<Intent>>;
  /** What the record keeps of an attempt that `prepare` refused. */
  refusedDetails?(input: Input): Record<string, unknown>;
  /** The one call that writes. What must not wait in the record (account numbers) it takes from the input. May throw `Unclear`. */
  call(client: JikoClient, intent: Intent, input: Input): Promise<Result>;
  /** Finds out by reading alone. Throws where it cannot be told at the moment. */
  findOut(client: JikoClient, intent: Intent): Promise<Found<Result>>;
  /** What else is true once it is done, in the transaction of the outcome. */
  onDone?(tx: Transaction, intent: Intent, actor: { customerId: string; memberId: string }): Promise<void>;
  /** Sentences for people. */
  texts: { done: string; unknown: string; notDone: string; blocked: string };
}

/** Declares a command; the types of its parts are checked against each other here and no longer matter outside. */
export const command = <Input, Intent, Result>(definition: Command<Input, Intent, Result>): Command => definition as unknown as Command;

/** The call may have had an effect, and only a look at Jiko can tell. */
export class Unclear extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "Unclear";
  }
}

/** What `POST /api/commands/<name>` takes. A repeated id gets the state of the first, never a second call. */
export interface CommandRequest {
  commandId: string;
  input: unknown;
}

export type CommandAnswer =
  | { state: "done"; commandId: string; message: string; result: unknown }
  | { state: "unknown"; commandId: string; message: string; reference: string };

/** What `GET /api/commands/outcomes/<commandId>` answers. */
export type OutcomeAnswer =
  | { state: "done"; message: string; result: unknown }
  | { state: "not_done"; message: string }
  /** `data` as in the answer that was lost: what the screen can lead to. */
  | { state: "refused"; message: string; data?: unknown }
  /** `since`: ISO instant of the intent. It may take until somebody who may read transfers is signed in. */
  | { state: "unknown"; message: string; since: string };

export { runCommand } from "./commands/run";
