import "server-only";
import { and, eq } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { session as sessions } from "@/lib/db/schema/auth";
import { log } from "@/lib/log";
import { jiko } from "./jiko";
import { changeRole, endSessionsOf } from "./member-sessions";
import { membershipOf, Refused, roleOf, type Standing } from "./membership";
import type { Tokens } from "./portal";
import { asAccessToken } from "./tokens";

const checks = new Set<Promise<void>>();

/**
 * Asks Jiko anew, after a renewal and without anybody waiting for it, what the member of a session may do: a role that
 * changed holds from then on (unless somebody changed it here meanwhile), who is no longer an active member is signed out
 * everywhere, and what cannot be read leaves all as it is. Goes by the tokens that the renewal brought, so that it never
 * asks the vault for any.
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
    return db().transaction((tx) => endSessionsOf(tx, row, "not_a_member"));
  }
  await db().transaction((tx) => changeRole(tx, and(eq(sessions.id, sessionId), eq(sessions.role, row.role)), standing));
}
