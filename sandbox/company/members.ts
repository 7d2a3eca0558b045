import type { Role } from "@/lib/jiko/team";
import { noteAudit } from "./audit-log";
import type { CompanyState, Member } from "./types";
import { mintId } from "./wire";

export const memberByEmail = (state: CompanyState, email: string): Member | undefined =>
  state.members.find((one) => one.email.toLowerCase() === email.toLowerCase());

/** Whether somebody else could still manage the team if this member no longer did. */
export const hasOtherAdmin = (state: CompanyState, memberId: string): boolean =>
  state.members.some(({ id, role, status }) => id !== memberId && role === "ADMIN" && status === "ACTIVE");

/** Adds a member who has not accepted the invitation yet, to the team and to the user's memberships. */
export function invite(state: CompanyState, { name, email, role }: { name: string; email: string; role: Role }, now: Date): Member {
  const member: Member = {
    id: mintId(state),
    name,
    email,
    role,
    status: "INVITED",
    created_at: now.toISOString(),
    last_login_at: null,
    object_type: "TeamMember",
  };
  state.members.push(member);
  state.memberships.push({
    member_id: member.id,
    customer_id: state.customer_id,
    customer_name: state.memberships[0]!.customer_name,
    role,
    status: "INVITED",
  });
  return member;
}

/** Changes role or state on the team list and in the user's memberships alike. */
export function changeMember(state: CompanyState, member: Member, change: Partial<Pick<Member, "role" | "status">>): Member {
  Object.assign(member, change);
  const membership = state.memberships.find((one) => one.member_id === member.id);
  if (membership) Object.assign(membership, change);
  return member;
}

/** A sign-in at the portal; the first one accepts the invitation. */
export function noteSignIn(state: CompanyState, memberId: string, now: Date): void {
  const member = state.members.find((one) => one.id === memberId);
  if (!member) return;
  member.last_login_at = now.toISOString();
  if (member.status === "INVITED") changeMember(state, member, { status: "ACTIVE" });
  noteAudit(state, member, "session.create", member.id, now);
}
