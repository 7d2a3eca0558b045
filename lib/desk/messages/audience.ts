import type { TeamMember } from "@/lib/jiko/team";
import type { Audience } from "./types";

/** Whom a message is written to. */
export interface Recipient {
  memberId: string;
  email: string | null;
}

const emailOf = ({ email }: Pick<TeamMember, "email">) => email.trim().toLowerCase();

/** The people of an audience. Two memberships of one person share their e-mail: where one is left out, so is the other. */
export function recipientsOf(audience: Audience, team: readonly TeamMember[]): Recipient[] {
  const active = team.filter(({ status }) => status === "ACTIVE");
  const has = (ids: readonly string[], { id }: TeamMember) => ids.includes(id.toLowerCase());
  const wanted = () => {
    if ("members" in audience) return active.filter((one) => has(audience.members, one));
    const { roles, except = [], only } = audience;
    const leftOut = new Set(team.filter((one) => has(except, one)).map(emailOf).filter(Boolean));
    const isLeftOut = (one: TeamMember) => has(except, one) || leftOut.has(emailOf(one));
    return active.filter((one) => (roles as readonly string[]).includes(one.role) && !isLeftOut(one) && (!only || has(only, one)));
  };
  return wanted().map((one) => ({ memberId: one.id.toLowerCase(), email: one.email.trim() || null }));
}
