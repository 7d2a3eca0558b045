import "server-only";
import { createPrivateKey, type JsonWebKeyInput } from "node:crypto";
import type { AccessToken, Caller } from "@/lib/jiko/transport";
import type { Tokens } from "./portal";
import type { Session } from "./session";
import { tokensOfSession } from "./vault";

/** Tokens in the form that calls to Jiko are authorised with. */
export function asAccessToken({ access, type, dpop }: Pick<Tokens, "access" | "type" | "dpop">): AccessToken {
  if (type === "Bearer" || !dpop) return { value: access, type: "Bearer", dpopKey: null };
  const { d: _, ...publicJwk } = dpop;
  const privateKey = createPrivateKey({ key: dpop, format: "jwk" } as JsonWebKeyInput);
  return { value: access, type, dpopKey: { privateKey, publicJwk, alg: "ES256" } };
}

/**
 * The access token of a session, renewed ahead of its end, or at once when `stale` (what Jiko refused) is the one we have.
 * Throws as `tokensOfSession`.
 */
export const accessToken = async (sessionId: string, stale?: string): Promise<AccessToken> =>
  asAccessToken(await tokensOfSession(sessionId, stale));

/** Who calls Jiko when a signed-in person reads or acts. */
export const personCaller = (session: Pick<Session, "id" | "memberId">): Caller => ({
  budgetKey: session.memberId,
  kind: "person",
  token: (stale) => accessToken(session.id, stale),
});
