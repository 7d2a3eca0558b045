import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, gt, inArray, lte, ne, or, type SQL } from "drizzle-orm";
import { append } from "@/lib/audit/append";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { notify } from "@/lib/db/notify";
import { session as sessions, vault } from "@/lib/db/schema/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Scope } from "@/lib/jiko/operation";
import type { Role } from "@/lib/jiko/team";
import { log } from "@/lib/log";
import { sha256Hex } from "@/lib/sha256";
import type { ClientAddress, SignInOrigin } from "./client-address";
import { revoke, type Tokens } from "./portal";
import { reasons, type Reason } from "./reasons";
import { hashOf } from "./secret";
import type { Session } from "./session";
import { sealTokens, unreadableBecause, unsealTokens } from "./tokens";

type Row = typeof sessions.$inferSelect;

/** Why a session ended, as the audit record has it. */
export type EndReason =
  | Extract<Reason, "expired" | "idle" | "ended" | "ended_at_jiko" | "lost" | "not_a_member" | "altered">
  | "signed_out"
  | "signed_in_again"
  /** By the same member from another browser; by an admin; with the member's place on the team. */
  | "ended_elsewhere"
  | "ended_by_admin"
  | "deactivated";

const sessionOf = ({ tokenHash: _, browserHash: __, role, scopes, ...row }: Row): Session => ({
  ...row,
  role: role as Role,
  scopes: scopes as Scope[],
});

const actorOf = (row: Pick<Row, "memberId" | "id" | "name">) => ({ memberId: row.memberId, sessionId: row.id, name: row.name });

const idleSince = (at: Date) => new Date(at.getTime() - env().SESSION_IDLE_SECONDS * 1000);

/** SQL for: neither limit has passed. */
export const aliveAt = (at: Date): SQL => and(gt(sessions.expiresAt, at), gt(sessions.lastActiveAt, idleSince(at)))!;

/**
 * The session of a cookie's token, over or not: `standing` tells. Null when there is no such session, or when it is of a
 * customer that this deployment no longer serves: a list that was shortened must not wait for sessions to run out. A row whose
 * tokens were not sealed for this cookie and this person was changed in the database: it is ended, on record, and nobody's.
 */
export async function sessionByToken(token: string): Promise<Session | null> {
  const [row] = await db()
    .select()
    .from(sessions)
    .leftJoin(vault, eq(vault.sessionId, sessions.id))
    .where(eq(sessions.tokenHash, hashOf(token)));
  if (!row || !env().JIKO_CUSTOMER_IDS.some((id) => id.toLowerCase() === row.session.customerId)) return null;
  const broken = sealBroken(row.session, row.vault);
  if (!broken) return sessionOf(row.session);
  log.error({ event: "session.altered", sessionId: row.session.id, reason: broken }, "The tokens of a session are not sealed for it");
  await endSession(row.session.id, broken);
  return null;
}

/** Why a row cannot be believed; null where it can. */
function sealBroken(row: Row, held: typeof vault.$inferSelect | null): "ended" | "altered" | null {
  if (!held) return "altered";
  try {
    unsealTokens(held, row);
    return null;
  } catch {
    return unreadableBecause(held);
  }
}

/** What a sign-in brings: everything of a session but what we decide ourselves. */
export type NewSession = Omit<Session, "id" | "createdAt" | "lastActiveAt" | "expiresAt">;

interface Opening {
  token: string;
  browser: string;
  /** The token of the session this browser still sent, where it could. */
  previousToken: string | null;
  expiresAt: Date;
  from: SignInOrigin;
}

/** Opens a session with its vault row and ends every other one of the same browser, in one transaction. */
export async function openSession(values: NewSession, tokens: Tokens, opening: Opening): Promise<Session> {
  const id = randomUUID();
  const at = now();
  const browserHash = hashOf(opening.browser);
  const row: Row = {
    ...values,
    id,
    browserHash,
    tokenHash: hashOf(opening.token),
    createdAt: at,
    lastActiveAt: at,
    expiresAt: opening.expiresAt,
  };
  const replaced = await db().transaction(async (tx) => {
    const ours = or(
      eq(sessions.browserHash, browserHash),
      opening.previousToken ? eq(sessions.tokenHash, hashOf(opening.previousToken)) : undefined,
    );
    await tx.insert(sessions).values(row);
    await tx.insert(vault).values({
      sessionId: id,
      customerId: row.customerId,
      ...sealTokens(tokens, row),
      renewAt: tokens.renewAt,
      expiresAt: tokens.expiresAt,
    });
    const { left } = await removeSessions(tx, and(ours, ne(sessions.id, id)), "signed_in_again");
    await append(tx, {
      customerId: row.customerId,
      at,
      kind: "event",
      action: "session.started",
      actor: actorOf(row),
      correlationId: id,
      subjectId: id,
      // The mark tells whether two members used one browser; it leads back to none.
      details: { role: row.role, scopes: row.scopes, browserMark: sha256Hex(browserHash), ...opening.from },
    });
    return left;
  });
  revokeLater(replaced);
  return sessionOf(row);
}

interface Removed {
  count: number;
  /** The refresh tokens that Jiko should forget. */
  left: string[];
}

/** Deletes sessions with their tokens and says so in the record, with `more` of why. What is `left` the caller hands to `revokeLater`. */
export async function removeSessions(tx: Transaction, which: SQL | undefined, reason: EndReason, more?: object): Promise<Removed> {
  const rows = await tx
    .select()
    .from(sessions)
    .leftJoin(vault, eq(vault.sessionId, sessions.id))
    .where(which)
    .for("update", { of: sessions });
  if (rows.length === 0) return { count: 0, left: [] };
  const ids = rows.map(({ session }) => session.id);
  await tx.delete(sessions).where(inArray(sessions.id, ids));
  await notify(tx, { ended: ids });
  const left: string[] = [];
  for (const { session, vault: held } of rows) {
    await append(tx, {
      customerId: session.customerId,
      at: now(),
      kind: "event",
      action: "session.ended",
      actor: actorOf(session),
      correlationId: session.id,
      subjectId: session.id,
      details: { reason, ...more },
    });
    if (!held) continue;
    try {
      const { refresh } = unsealTokens(held, session);
      if (refresh) left.push(refresh);
    } catch (fault) {
      log.error({ event: "vault.unreadable", sessionId: session.id, keyId: held.keyId, err: fault }, "A vault row could not be opened");
    }
  }
  return { count: rows.length, left };
}

const revocations = new Set<Promise<unknown>>();

/** Tells Jiko, without anybody waiting for it. */
export function revokeLater(refreshTokens: (string | null)[]): void {
  for (const token of refreshTokens) {
    const call = revoke(token).finally(() => revocations.delete(call));
    revocations.add(call);
  }
}

/** Waits for the calls that are still under way (each has its deadline): for a shutdown and for tests. */
export const settledRevocations = async (): Promise<void> => void (await Promise.all(revocations));

/** Ends a session here at once, and at Jiko soon after; `from` where a person's request does it. Answers whether there was one. */
export async function endSession(id: string, reason: EndReason, from?: ClientAddress): Promise<boolean> {
  const { count, left } = await db().transaction((tx) => removeSessions(tx, eq(sessions.id, id), reason, from));
  revokeLater(left);
  return count > 0;
}

/** Ends what has run out by either limit. For the job loop; any number of processes may run it. Answers how many ended. */
export async function endExpiredSessions(): Promise<number> {
  const at = now();
  const over = or(lte(sessions.expiresAt, at), lte(sessions.lastActiveAt, idleSince(at)));
  const due = await db().select({ id: sessions.id, expiresAt: sessions.expiresAt }).from(sessions).where(over).limit(200);
  for (const { id, expiresAt } of due) {
    // Asked again when it is locked: a person may have come back in between.
    const { left } = await db().transaction((tx) => removeSessions(tx, and(eq(sessions.id, id), over), expiresAt <= at ? "expired" : "idle"));
    revokeLater(left);
  }
  return due.length;
}

/**
 * Moves the idle limit: called for a person's own input and for commands, for nothing that a page does by itself. Never
 * revives a session that is over and never moves the absolute end. Answers whether the session is alive.
 */
export async function touch(session: Pick<Session, "id">): Promise<boolean> {
  const at = now();
  const moved = await db()
    .update(sessions)
    .set({ lastActiveAt: at })
    .where(and(eq(sessions.id, session.id), aliveAt(at)))
    .returning({ id: sessions.id });
  return moved.length > 0;
}

/** The same where going on needs a session that is alive. Throws `session_expired` where it ended since the request came in. */
export async function touchAlive(session: Pick<Session, "id">): Promise<void> {
  if (await touch(session)) return;
  throw new AppError("session_expired", { message: reasons.ended, data: { reason: "ended" } });
}
