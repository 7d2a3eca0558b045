import "server-only";
import { borrowToken } from "@/lib/auth/background";
import type { Scope } from "@/lib/jiko/operation";
import type { JikoClient } from "@/lib/jiko/transport";
import { jiko } from "./jiko";

/** How a job reads from Jiko; null while nobody can. With a member, through no sign-in but theirs. */
export type BackgroundClient = (customerId: string, scope: Scope, memberId?: string) => Promise<JikoClient | null>;

export const borrowed: BackgroundClient = async (customerId, scope, memberId) => {
  const caller = await borrowToken(customerId, scope, memberId);
  return caller && jiko().as(caller);
};
