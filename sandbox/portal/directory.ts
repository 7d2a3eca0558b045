import { createHash } from "node:crypto";
import { type PortalMember } from "./types";

/** The subject of a member's tokens. Not the member id: Jiko sends that as a claim of its own. */
export const subjectOf = (memberId: string): string => `user-${createHash("sha256").update(memberId).digest("hex").slice(0, 12)}`;

/** Looks members up; asks for the list each time, because the company may change behind the portal. */
export class Directory {
  constructor(readonly members: () => readonly PortalMember[]) {}

  byId = (id: string): PortalMember | undefined => this.members().find((member) => member.id === id);

  bySubject = (subject: string): PortalMember | undefined => this.members().find((member) => subjectOf(member.id) === subject);

  byEmail = (email: string): PortalMember | undefined => {
    const wanted = email.trim().toLowerCase();
    return this.members().find((member) => member.email.toLowerCase() === wanted);
  };
}

/** An invitation is accepted by signing in for the first time. */
export const maySignIn = (member: PortalMember | undefined): member is PortalMember => member?.status === "ACTIVE" || member?.status === "INVITED";

export const isActive = (member: PortalMember | undefined): member is PortalMember => member?.status === "ACTIVE";

/** The claims of id_token and userinfo (authorization.md, section 10); the scopes pick from them. */
export const claimsOf = (member: PortalMember) => ({
  sub: subjectOf(member.id),
  name: member.name,
  email: member.email,
  email_verified: true,
  ...(member.phone ? { phone_number: member.phone, phone_number_verified: true } : {}),
  member_id: member.id,
  partner_id: null,
});
