import "server-only";
import { mayRead } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { AnswerOf, AnyOperation, InputOf, ViewOf } from "@/lib/jiko/operation";
import { jikoFor } from "./jiko";
import { recordRefusedRead } from "./refused-reads";
import { checked } from "./request-checks";

// Pages, routes and the live stream may be bundled apart; a process has one list of what is on its way.
const shared = globalThis as typeof globalThis & { countersignReads?: Map<string, Promise<unknown>> };
/** Reads on their way, by session, operation and input. Pages that load in parts ask for the same thing at the same moment. */
const inFlight = (shared.countersignReads ??= new Map<string, Promise<unknown>>());

/**
 * From here on nobody joins a read of this session that is on its way: it may have been answered before what the session
 * has just done, or has just been told of, and would show it undone.
 */
export function forgetReads({ id }: Pick<Session, "id">): void {
  for (const key of inFlight.keys()) if (key.startsWith(`${id} `)) inFlight.delete(key);
}

/** An id of Jiko's: a UUID or a strategy's name. Dots would let an address climb out of its path. */
const plainId = /^[A-Za-z0-9_-]{1,64}$/;

/** A text that is the same for the same input, whatever the order of its keys. */
const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

/**
 * What Jiko answers to a read, whole: for the server's own use. Checks the scope of the session and the query. An
 * identical read of the same session that is on its way is shared, never one of another session.
 * Throws AppError `forbidden`, `not_found`, `invalid_input`, and what the client throws.
 */
export async function readWhole<Op extends AnyOperation>(op: Op, session: Session, input: InputOf<Op>): Promise<AnswerOf<Op>> {
  if (op.method !== "GET") throw new Error(`${op.id} is not a read`);
  if (!mayRead(session, op.scope)) {
    await recordRefusedRead(op, session);
    throw new AppError("forbidden", { message: "Your sign-in was not granted the right to read this at Jiko." });
  }
  const given = input as { params?: Record<string, string>; query?: unknown };
  const params = given.params ?? {};
  if (Object.values(params).some((value) => !plainId.test(value))) throw new AppError("not_found");
  const query: unknown = checked(op.query, given.query ?? {});
  const key = `${session.id} ${op.id} ${keyOf([params, query])}`;
  const found = inFlight.get(key) as Promise<AnswerOf<Op>> | undefined;
  if (found) return found;
  const call: Promise<AnswerOf<Op>> = jikoFor(session)
    .call(op, { params, query } as unknown as InputOf<Op>)
    .finally(() => inFlight.get(key) === call && inFlight.delete(key));
  inFlight.set(key, call);
  return call;
}

/** What a browser may see of a read. */
export async function read<Op extends AnyOperation>(op: Op, session: Session, input: InputOf<Op>): Promise<ViewOf<Op>> {
  return op.view(await readWhole(op, session, input)) as ViewOf<Op>;
}
