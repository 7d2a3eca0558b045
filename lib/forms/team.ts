import type { Role, TeamMember } from "@/lib/jiko/team";
import { nameFault } from "./line";

/** Jiko's limits (assumed). */
export const memberNameLimit = 100;
export const emailLimit = 254;

/** Roles in the order of what they may do, with what a person must know to choose one. Roles and their meaning are assumed of Jiko. */
export const roleChoices: readonly { role: Role; label: string; may: string }[] = [
  { role: "ADMIN", label: "Admin", may: "Manages the team, files transfers, signs off what others filed." },
  { role: "INITIATOR", label: "Initiator", may: "Files transfers and manages payees." },
  { role: "APPROVER", label: "Approver", may: "Signs off what others filed." },
  { role: "VIEWER", label: "Viewer", may: "Reads." },
];

/** The word for a role; one that is not known here stays as it was sent. */
export const roleWord = (sent: string): string => roleChoices.find(({ role }) => role === sent)?.label ?? sent;

export const isRole = (text: string): text is Role => roleChoices.some(({ role }) => role === text);

export interface Invitation {
  name: string;
  email: string;
  role: string;
}

type Known = Pick<TeamMember, "id" | "name" | "email" | "role" | "status">;

const plainAddress = /^[^\s@<>"(),:;\\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const stateOf = ({ status }: Known): string => (status === "ACTIVE" ? "a member" : status === "INVITED" ? "invited" : "on the team, inactive,");

/** What is wrong with an e-mail address, or null. Whoever is invited gets a letter there, so it must be one and nobody else's. */
export function emailFault(typed: string, team: readonly Known[] = []): string | null {
  const address = typed.trim();
  if (address === "") return "Give the e-mail address that the invitation goes to.";
  if (address.length > emailLimit) return `At most ${emailLimit} characters; these are ${address.length}.`;
  if (!plainAddress.test(address)) return "This is not an e-mail address.";
  const taken = team.find(({ email }) => sameAddress(email, address));
  return taken ? `${taken.name} is ${stateOf(taken)} already with this address.` : null;
}

/** Faults of an invitation, per field. */
export function invitationFaults({ name, email, role }: Invitation, team: readonly Known[] = []): { field: keyof Invitation; message: string }[] {
  const faults: [keyof Invitation, string | null][] = [
    ["name", nameFault(name, memberNameLimit, "the member")],
    ["email", emailFault(email, team)],
    ["role", isRole(role) ? null : "Choose a role."],
  ];
  return faults.flatMap(([field, message]) => (message === null ? [] : [{ field, message }]));
}

/** What can be changed of a member. */
export type MemberChange = { role: Role } | { status: "ACTIVE" | "INACTIVE" };

const lastAdmin = "This is the last active admin. Without one nobody can manage the team: give another member the role first.";

/** Why a change cannot be made, or null. Jiko has the last word; the screen and the command say the same beforehand. */
export function changeBar(member: Known, change: MemberChange, team: readonly Known[]): string | null {
  const isActiveAdmin = ({ role, status }: Known) => role === "ADMIN" && status === "ACTIVE";
  const next = { ...member, ...change };
  if ("role" in change && change.role === member.role) return "This is the role already.";
  if ("status" in change && change.status === member.status) return change.status === "ACTIVE" ? "This member is active already." : "This member is inactive already.";
  if ("status" in change && change.status === "ACTIVE" && member.status !== "INACTIVE") return "Only a member who was deactivated can be reactivated.";
  const lost = isActiveAdmin(member) && !isActiveAdmin(next);
  return lost && !team.some((one) => one.id !== member.id && isActiveAdmin(one)) ? lastAdmin : null;
}
