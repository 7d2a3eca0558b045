import "server-only";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { standing } from "./limits";
import type { Session } from "./session";

/** What the browser needs for its warning: whole seconds to either end. Times of a server's clock would not help it. */
export interface SessionView {
  idleSeconds: number;
  absoluteSeconds: number;
}

export function sessionView(session: Session): SessionView {
  const state = standing(session, now(), env().SESSION_IDLE_SECONDS);
  return state.alive ? { idleSeconds: state.idleSeconds, absoluteSeconds: state.absoluteSeconds } : { idleSeconds: 0, absoluteSeconds: 0 };
}
