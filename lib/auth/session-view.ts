import "server-only";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { standing } from "./limits";
import type { Session } from "./session";

/** What the browser needs for its warning, in whole seconds from now: instants of a server's clock would not help it. */
export interface SessionView {
  /** A page that was made for somebody else notices by this that another person signed in. */
  memberId: string;
  idleSeconds: number;
  absoluteSeconds: number;
  /** How long before an end the warning comes. */
  warnSeconds: number;
}

export function sessionView(session: Session): SessionView {
  const limit = env().SESSION_IDLE_SECONDS;
  const state = standing(session, now(), limit);
  const { idleSeconds, absoluteSeconds } = state.alive ? state : { idleSeconds: 0, absoluteSeconds: 0 };
  return { memberId: session.memberId, idleSeconds, absoluteSeconds, warnSeconds: Math.max(1, Math.min(120, Math.floor(limit / 3))) };
}
