import type { Role } from "@/lib/jiko/team";
import type { Member } from "@/sandbox/company/types";
import { forbidden } from "./errors";
import type { Caller } from "./types";

/** The active member behind a call, who must have one of these roles; a client-credentials token has none. Refuses with 403 (assumed). */
export function member({ member: caller }: Caller, ...roles: Role[]): Member {
  if (!caller || caller.status !== "ACTIVE" || !roles.includes(caller.role)) throw forbidden("Your role may not do this");
  return caller;
}
