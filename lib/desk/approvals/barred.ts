import "server-only";
import { signOffOf } from "@/lib/approvals/policy/progress";
import type { DecisionAction, Decider, Snapshot } from "@/lib/approvals/types";
import { barred } from "@/lib/approvals/who-may";
import { permissionsOf } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { counterpartyStatuses } from "@/lib/jiko/counterparties";
import { barredByPolicy, memberOf, standingOf, type Look } from "./look";

const deciderOf = (session: Session): Decider => ({
  memberId: session.memberId,
  role: session.role,
  permissions: permissionsOf(session),
});

/** Why nobody can check where a request pays to; null where they can. */
function uncheckable({ subject: { destination }, context }: Snapshot): string | null {
  const nobody = "so nobody can check where this goes.";
  if (destination.kind === "unreadable") return `The payee's account cannot be read, ${nobody}`;
  if (destination.kind === "pocket" && destination.name === null) return `The pocket that is paid cannot be read, ${nobody}`;
  if (destination.kind === "payee" && destination.payee.type === "UNKNOWN") {
    return `Countersign does not know this kind of payee, ${nobody}`;
  }
  // Whoever is in a state that is known but not payable is for the approver to see and for Jiko to refuse.
  const known: readonly string[] = counterpartyStatuses;
  if (context.payee && !known.includes(context.payee.status)) {
    return "Countersign does not know the state of this payee, so this cannot be approved here.";
  }
  return null;
}

export const expiredSentence =
  "This request has expired by the company's policy. Whoever filed it should cancel it, and file it anew if it is still wanted.";

/** What the policy asks for that is not there, whoever signs. */
function lacking({ snapshot: { context, subject }, asOf }: Look): string | null {
  const { expiresAt, callBack } = context.policy;
  if (expiresAt !== null && Date.parse(expiresAt) <= asOf.getTime()) return expiredSentence;
  if (callBack && context.callBack === null && subject.destination.kind === "payee") {
    return "The policy asks that the payee's account is confirmed by a call back first, by somebody other than who filed this.";
  }
  return null;
}

/**
 * Why this member cannot take an action on a request now, as a sentence for the button itself; null where they can. First what
 * Jiko would refuse, then what nobody could check, then the company's own policy.
 */
export function barredFor(look: Look, session: Session, action: DecisionAction): string | null {
  const { sources, snapshot, inForce } = look;
  const first = barred(sources.request, deciderOf(session), action);
  if (first || action !== "approve") return first;
  return uncheckable(snapshot) ?? inForce.fault ?? lacking(look) ?? barredByPolicy(signOffOf(standingOf(look), memberOf(session)));
}
