import "server-only";
import type { AccessToken, Caller } from "@/lib/jiko/transport";
import type { Session } from "./session";
import { asAccessToken } from "./tokens";
import { tokensOfSession } from "./vault";

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
