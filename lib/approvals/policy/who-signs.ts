import type { Member } from "./types";

const onePerson = (a: Pick<Member, "id" | "email">, b: Pick<Member, "id" | "email">): boolean => a.id === b.id || a.email === b.email;

/**
 * Why somebody cannot put a proposed policy in force, as a sentence; null where they can. It takes another active admin than the
 * one who proposes it; where the team has no other, an active approver. `team` are the active members, as Jiko has them now.
 */
export function barredFromSigning(proposer: Pick<Member, "id" | "email">, signer: Pick<Member, "id" | "email">, team: readonly Member[]): string | null {
  if (onePerson(signer, proposer)) return "You proposed it, so someone else must sign it.";
  const own = team.find(({ id }) => id === signer.id);
  if (!own) return "Jiko's team list does not name you as an active member.";
  const admins = team.filter(({ role }) => role === "ADMIN");
  if (admins.some((one) => !onePerson(one, proposer))) return own.role === "ADMIN" ? null : "The team has another admin than whoever proposed it, so an admin must sign it.";
  if (admins.length === 0) return "Whoever proposed it is no admin any more, and the team has no other. Propose it anew.";
  return own.role === "APPROVER" ? null : "The team has one admin, who proposed it, so an approver must sign it.";
}
