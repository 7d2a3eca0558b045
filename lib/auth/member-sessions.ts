import "server-only";
import { and, desc, eq, inArray, type SQL } from "drizzle-orm";
import { append } from "@/lib/audit/append";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { session as sessions } from "@/lib/db/schema/auth";
import { sha256Hex } from "@/lib/sha256";
import type { ClientAddress } from "./client-address";
import type { Standing } from "./membership";
import type { Session } from "./session";
import { aliveAt, removeSessions, revokeLater, type EndReason } from "./sessions";

/** Whose sessions. */
export interface Whose {
  customerId: string;
  memberId: string;
}

/** A session as people see it in a list. */
export interface MemberSession {
  /** Names the session towards a browser, which never gets its id. */
  handle: string;
  /** ISO instants. */
  since: string;
  lastActive: string;
  endsAt: string;
  /** What the browser said of itself at sign-in, in a few words of ours. */
  browser: string | null;
  /** Only where a proxy of ours vouches for it. */
  address: string | null;
  /** The one that asks. */
  current: boolean;
}

export const handleOf = (id: string): string => sha256Hex(`session handle ${id}`).slice(0, 32);

const of = ({ customerId, memberId }: Whose): SQL =>
  and(eq(sessions.customerId, customerId), eq(sessions.memberId, memberId), aliveAt(now()))!;

/** The live sessions of a member, the one used last first. `asking` is the session that asks. */
export async function liveSessions(whose: Whose, asking: Pick<Session, "id">): Promise<MemberSession[]> {
  const rows = await db().select().from(sessions).where(of(whose)).orderBy(desc(sessions.lastActiveAt)).limit(100);
  const started = await startsOf(whose.customerId, rows.map(({ id }) => id));
  return rows.map(({ id, createdAt, lastActiveAt, expiresAt }) => ({
    handle: handleOf(id),
    since: createdAt.toISOString(),
    lastActive: lastActiveAt.toISOString(),
    endsAt: expiresAt.toISOString(),
    browser: started.get(id)?.browser ?? null,
    address: started.get(id)?.address ?? null,
    current: id === asking.id,
  }));
}

/** From where sessions were started, which the audit record alone keeps. */
async function startsOf(customerId: string, ids: string[]): Promise<Map<string, Pick<MemberSession, "browser" | "address">>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .select({ subjectId: auditEntry.subjectId, canonical: auditEntry.canonical })
    .from(auditEntry)
    .where(and(eq(auditEntry.customerId, customerId), inArray(auditEntry.subjectId, ids), eq(auditEntry.action, "session.started")));
  return new Map(
    rows.map(({ subjectId, canonical }) => {
      const { details } = JSON.parse(canonical) as { details: { browser?: string | null; address?: string | null; addressVerified?: boolean } };
      return [subjectId!, { browser: details.browser ?? null, address: (details.addressVerified && details.address) || null }];
    }),
  );
}

/**
 * Ends one session of a member here at once, and at Jiko soon after; the record says who did it. Answers whether there was
 * such a session. The caller has checked that `by` may: it is their own, or they manage the team.
 */
export async function endMemberSession(whose: Whose, handle: string, by: Session, from: ClientAddress): Promise<boolean> {
  const rows = await db().select({ id: sessions.id }).from(sessions).where(of(whose));
  const found = rows.find(({ id }) => handleOf(id) === handle);
  if (!found) return false;
  const reason: EndReason = by.memberId === whose.memberId ? "ended_elsewhere" : "ended_by_admin";
  const details = { by: { memberId: by.memberId, name: by.name, sessionId: by.id }, ...from };
  const { count, left } = await db().transaction((tx) => removeSessions(tx, eq(sessions.id, found.id), reason, details));
  revokeLater(left);
  return count > 0;
}

/** Ends every session of a member, inside the transaction of what is the reason for it. */
export async function endSessionsOf(tx: Transaction, { customerId, memberId }: Whose, reason: EndReason): Promise<void> {
  const which = and(eq(sessions.customerId, customerId), eq(sessions.memberId, memberId));
  // Jiko is told while the transaction is still open: a token that is given up for nothing costs one sign-in.
  revokeLater((await removeSessions(tx, which, reason)).left);
}

/** Gives the sessions that `which` names another role, each with a line in the record. Does nothing to those that have it. */
export async function changeRole(tx: Transaction, which: SQL | undefined, { role, roleReason }: Standing): Promise<void> {
  const rows = await tx.select().from(sessions).where(which).for("update");
  for (const row of rows) {
    if (row.role === role && row.roleReason === roleReason) continue;
    await tx.update(sessions).set({ role, roleReason }).where(eq(sessions.id, row.id));
    if (row.role === role) continue;
    await append(tx, {
      customerId: row.customerId,
      at: now(),
      kind: "event",
      action: "session.roleChanged",
      actor: { memberId: row.memberId, sessionId: row.id, name: row.name },
      correlationId: row.id,
      subjectId: row.id,
      details: { from: row.role, to: role },
    });
  }
}

/** The same for every session of a member. */
export const changeRoleOf = (tx: Transaction, { customerId, memberId }: Whose, standing: Standing): Promise<void> =>
  changeRole(tx, and(eq(sessions.customerId, customerId), eq(sessions.memberId, memberId)), standing);
