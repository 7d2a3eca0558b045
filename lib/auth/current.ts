import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { sessionCookieName } from "./cookies";
import { standing } from "./limits";
import { reasons, type Reason } from "./reasons";
import type { Session } from "./session";
import { sessionByToken } from "./sessions";

type Asked = { session: Session; reason: null } | { session: null; reason: Reason | null };

/** The session of a token, if it is alive; else why it is not, where that can be told. Never counts as activity. */
export async function sessionOfToken(token: string | undefined): Promise<Asked> {
  if (!token) return { session: null, reason: null };
  const session = await sessionByToken(token);
  if (!session) return { session: null, reason: "ended" };
  const state = standing(session, now(), env().SESSION_IDLE_SECONDS);
  return state.alive ? { session, reason: null } : { session: null, reason: state.reason };
}

/** Read once per request: a page, its layout and its prefetches ask for the same. */
const asked = cache(async (): Promise<Asked> => sessionOfToken((await cookies()).get(sessionCookieName)?.value));

/** Who is signed in, by the request's cookie; null when nobody is. */
export const currentSession = async (): Promise<Session | null> => (await asked()).session;

/** For route handlers. Throws AppError `unauthenticated` without a cookie, `session_expired` (with `data.reason`) when it is over. */
export async function requireSession(): Promise<Session> {
  const { session, reason } = await asked();
  if (session) return session;
  if (!reason) throw new AppError("unauthenticated");
  throw new AppError("session_expired", { message: reasons[reason], data: { reason } });
}

/** For pages: goes to the sign-in page, which leads back to `from` (default: the address that proxy.ts noted). */
export async function pageSession(from?: string): Promise<Session> {
  const { session, reason } = await asked();
  return session ?? goToSignIn(reason, from);
}

/** For pages that find out on the way that the session is over: the sign-in page says why and leads back. */
export async function goToSignIn(reason: Reason | null, from?: string): Promise<never> {
  const back = new URLSearchParams();
  const path = from ?? (await headers()).get("x-countersign-path");
  if (path && path !== "/") back.set("from", path);
  if (reason) back.set("reason", reason);
  redirect(back.size > 0 ? `/sign-in?${back}` : "/sign-in");
}
