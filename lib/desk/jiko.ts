import "server-only";
import { personCaller } from "@/lib/auth/access";
import { jiko } from "@/lib/auth/jiko";
import type { Session } from "@/lib/auth/session";
import type { JikoClient } from "@/lib/jiko/transport";

export { jiko };

/** Calls to Jiko on behalf of the person who is signed in. */
export const jikoFor = (session: Pick<Session, "id" | "memberId">): JikoClient => jiko().as(personCaller(session));
