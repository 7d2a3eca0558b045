import "server-only";
import { arrayContains, and, desc, eq } from "drizzle-orm";
import * as oidc from "openid-client";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { session as sessions } from "@/lib/db/schema/auth";
import { env } from "@/lib/env";
import type { Scope } from "@/lib/jiko/operation";
import type { AccessToken, Caller } from "@/lib/jiko/transport";
import { counted } from "@/lib/metrics/metrics";
import { accessToken } from "./access";
import { jiko } from "./jiko";
import { portal, tokensOf, type Tokens } from "./portal";
import { scopesOf, type Wish } from "./scopes";
import { aliveAt } from "./sessions";
import { asAccessToken } from "./tokens";

const shared = globalThis as typeof globalThis & {
  countersignService?: { tokens: Promise<Tokens>; until: number };
  /** As for sign-ins (scopes.ts), but a client of its own, which Jiko may have set up otherwise. */
  countersignServiceWish?: Wish;
};

/** What the service may ask for: it never decides anything. */
const serviceScopes = () => scopesOf(shared.countersignServiceWish ?? "all").filter((scope) => scope.endsWith(".read"));

/**
 * Who background work calls Jiko as: the service where one is set up, else a live session of the customer that holds the
 * scope, of the member who calls least at the moment, else nobody (null): then the work waits, and the screen says since when. With a member it is a session of theirs or
 * nobody: what Jiko lists by person looks different to everybody else. Never use it to write.
 */
export async function borrowToken(customerId: string, scope: Scope, memberId?: string): Promise<Caller | null> {
  const { JIKO_SERVICE_CLIENT_ID, JIKO_CUSTOMER_IDS } = env();
  // A client-credentials token stands for one customer; with several, nobody can say for which.
  if (memberId === undefined && JIKO_SERVICE_CLIENT_ID && JIKO_CUSTOMER_IDS.length === 1 && serviceScopes().includes(scope)) {
    return { budgetKey: `service:${JIKO_SERVICE_CLIENT_ID}`, kind: "background", token: serviceToken };
  }
  const lenders = await db()
    .selectDistinctOn([sessions.memberId], { id: sessions.id, memberId: sessions.memberId, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(
      and(
        eq(sessions.customerId, customerId),
        arrayContains(sessions.scopes, [scope]),
        aliveAt(now()),
        memberId === undefined ? undefined : eq(sessions.memberId, memberId),
      ),
    )
    .orderBy(sessions.memberId, desc(sessions.expiresAt));
  // Jiko counts for each member apart: nobody's pages shall wait because one of many was asked to lend everything.
  const ranked = lenders.map((one) => ({ ...one, used: jiko().used(one.memberId) }));
  const [row] = ranked.sort((a, b) => a.used - b.used || b.expiresAt.getTime() - a.expiresAt.getTime());
  if (!row) return null;
  return { budgetKey: row.memberId, kind: "background", token: (stale) => accessToken(row.id, stale) };
}

/** The service's token, one per process, fetched anew at two thirds of its lifetime. */
async function serviceToken(stale?: string): Promise<AccessToken> {
  const held = shared.countersignService;
  const tokens = held && held.until > Date.now() ? await held.tokens.catch(() => null) : null;
  if (tokens && tokens.access !== stale && tokens.renewAt > now()) return asAccessToken(tokens);
  if (shared.countersignService !== held) return serviceToken(stale);
  const fetched = fetchServiceToken();
  shared.countersignService = { tokens: fetched, until: Date.now() + 3_600_000 };
  const count = (outcome: "ok" | "failed") => counted().tokenRefreshes.inc({ owner: "service", outcome });
  fetched.then(
    () => count("ok"),
    () => {
      count("failed");
      delete shared.countersignService;
    },
  );
  return asAccessToken(await fetched);
}

async function fetchServiceToken(): Promise<Tokens> {
  const { JIKO_SERVICE_CLIENT_ID, JIKO_SERVICE_KEY_FILE } = env();
  if (!JIKO_SERVICE_CLIENT_ID || !JIKO_SERVICE_KEY_FILE) throw new Error("JIKO_SERVICE_KEY_FILE is missing");
  const { renewal } = await portal({ id: JIKO_SERVICE_CLIENT_ID, keyFile: JIKO_SERVICE_KEY_FILE });
  const from = now();
  const ask = () => oidc.clientCredentialsGrant(renewal, { scope: serviceScopes().join(" ") });
  const answer = await ask().catch((fault: unknown) => {
    const refused = fault instanceof oidc.ResponseBodyError && fault.error === "invalid_scope";
    if (!refused || shared.countersignServiceWish) throw fault;
    shared.countersignServiceWish = "undisputed";
    return ask();
  });
  return tokensOf(answer, null, from);
}
