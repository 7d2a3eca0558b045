import "server-only";
import { and, eq } from "drizzle-orm";
import { append } from "@/lib/audit/append";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { session as sessions } from "@/lib/db/schema/auth";
import { log } from "@/lib/log";
import { jiko } from "./jiko";
import { membershipOf, Refused, roleOf, type Standing } from "./membership";
import type { Tokens } from "./portal";
import { endSession } from "./sessions";
import { asAccessToken } from "./tokens";

const checks = new Set<Promise<void>>();

/**
 * Asks Jiko anew, after a renewal and without anybody waiting for it, what the member of a session may do: a role that
 * changed holds from then on, who is no longer an active member is signed out, and what cannot be read leaves all as it is.
 * Goes by the tokens that the renewal brought, so that it never asks the vault for any.
 */
export function checkStandingLater(sessionId: string, tokens: Tokens): void {
  const check = checkStanding(sessionId, tokens)
    .catch((fault: unknown) => log.warn({ event: "session.not_checked", sessionId, err: fault }, "A member's role could not be read anew"))
    .finally(() => checks.delete(check));
  checks.add(check);
}

/** Waits for the checks that are under way (each call has its deadline). */
export const settledStandingChecks = async (): Promise<void> => void (await Promise.all(checks));

async function checkStanding(sessionId: string, tokens: Tokens): Promise<void> {
  const [row] = await db().select().from(sessions).where(eq(sessions.id, sessionId));
  if (!row) return;
  const token = asAccessToken(tokens);
  const client = jiko().as({ budgetKey: row.memberId, kind: "background", token: () => Promise.resolve(token) });
  let standing: Standing;
  try {
    standing = await roleOf(client, await membershipOf(client, row.memberId, [row.customerId]), { strict: true });
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    await endSession(sessionId, "not_a_member");
    return;
  }
  if (standing.role === row.role && standing.roleReason === row.roleReason) return;
  await db().transaction(async (tx) => {
    const changed = await tx
      .update(sessions)
      .set(standing)
      .where(and(eq(sessions.id, sessionId), eq(sessions.role, row.role)))
      .returning({ id: sessions.id });
    if (changed.length === 0 || standing.role === row.role) return;
    await append(tx, {
      customerId: row.customerId,
      at: now(),
      kind: "event",
      action: "session.roleChanged",
      actor: { memberId: row.memberId, sessionId, name: row.name },
      correlationId: sessionId,
      subjectId: sessionId,
      details: { from: row.role, to: standing.role },
    });
  });
}
