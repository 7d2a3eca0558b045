import "server-only";
import { fewestLeft, poolOf, progressOf, signOffOf } from "@/lib/approvals/policy/progress";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { ApprovalView, DecisionAction } from "@/lib/approvals/types";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { frozenSentence } from "@/lib/forms/freeze";
import { frozenNow } from "../commands/freeze";
import { openCommand } from "../commands/record";
import { activePasskeys } from "../passkeys/gesture";
import { readWhole } from "../read";
import { barredFor } from "./barred";
import { limitFault, signedToday } from "./limits";
import { lookAt, memberOf, standingOf, type Stand } from "./look";

const actionOf = (name: string): DecisionAction | null =>
  (/^transfer\.(approve|reject|cancel)$/.exec(name)?.[1] as DecisionAction | undefined) ?? null;

/**
 * Everything the approval detail shows, from fresh reads, most of them at once. The page prefetches it under the query key
 * `["approvals", id]`. Throws `not_found` and what the client throws.
 */
export async function approvalView(session: Session, transferId: string): Promise<ApprovalView> {
  const { customerId } = session;
  const own = memberOf(session);
  const [look, open, frozen, passkeys, signed] = await Promise.all([
    lookAt((op, input) => readWhole(op, session, input), session, transferId),
    openCommand(db(), { customerId, memberId: session.memberId, subjectId: transferId.toLowerCase() }),
    frozenNow(customerId),
    activePasskeys(session),
    signedToday(customerId, own.id),
  ]);
  const { snapshot, inForce, facts } = look;
  const action = open && actionOf(open.name);
  const waits = open ? "What you sent about this request is not known to have arrived yet. We are finding out." : null;
  const why = (one: DecisionAction) => {
    const first = barredFor(look, session, one) ?? waits;
    if (first || one !== "approve") return first;
    return (frozen && frozenSentence(frozen.by)) ?? limitFault(inForce.policy, own, "signedPerDay", signed, facts.amount);
  };
  return {
    request: look.sources.request,
    snapshot,
    subjectHash: subjectHashOf(snapshot.subject),
    contextHash: contextHashOf(snapshot.context),
    restedOn: look.signOffs.map(({ memberId, contextHash, policyVersion }) => ({ memberId, contextHash, policyVersion })),
    signOff: signOffOf(standingOf(look), own),
    progress: progressIn(look),
    passkeys: passkeys.length,
    barred: { approve: why("approve"), reject: why("reject"), cancel: why("cancel") },
    pending: open && action ? { commandId: open.commandId, action } : null,
  };
}

/** How far the sign-offs are, and who may still give one. */
export function progressIn(look: Stand): ApprovalView["progress"] {
  const standing = standingOf(look);
  const pool = poolOf(standing);
  const left = fewestLeft(progressOf(standing.requirement, standing.signed), pool);
  const atJiko = standing.atJiko.required - standing.atJiko.given;
  // People, whichever way they signed: what was approved elsewhere counts at Jiko and not for our policy.
  const elsewhere = look.sources.request.reviewers.filter(
    ({ member_id, decision }) => decision === "APPROVED" && !standing.signed.some(({ id }) => id === member_id.toLowerCase()),
  );
  const signed = standing.signed.length + elsewhere.length;
  return {
    signed,
    wanted: left === null ? null : signed + Math.max(left, atJiko),
    mayStill: look.team.signers.filter(({ id }) => pool.some((one) => one.id === id)).map(({ id, name }) => ({ memberId: id, name })),
  };
}
