import "server-only";
import { expiryOf } from "@/lib/approvals/expiry";
import { thresholdsOf } from "@/lib/approvals/findings/thresholds";
import { historyOf } from "@/lib/approvals/history";
import type { SignOff, Standing } from "@/lib/approvals/policy/progress";
import { requirementOf } from "@/lib/approvals/policy/require";
import type { Facts, Member, Requirement } from "@/lib/approvals/policy/types";
import { saleOf } from "@/lib/approvals/sale";
import { buildSnapshot, subjectHashOf } from "@/lib/approvals/snapshot";
import type { Snapshot, SnapshotDesk } from "@/lib/approvals/types";
import { namedReviewers } from "@/lib/approvals/who-may";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import { env } from "@/lib/env";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Act } from "../messages/acts";
import { outsideOf } from "../messages/outside";
import { attachmentsOf } from "../notes/attachments";
import { callBackOf } from "../payees/call-back";
import { policyInForce, type PolicyInForce } from "../policy/in-force";
import { readRequest, snapshotPocket, type Reader, type RequestSources } from "../sources";
import { factsOf } from "./facts";
import { pastOf } from "./past";
import { counting, signOffsOf, type SignOffRow } from "./sign-offs";
import { teamOf, type Team } from "./team";

/** Everything about a request that a decision rests on, read at one moment: the screen shows it, the server decides by it. */
export interface Look {
  sources: RequestSources;
  snapshot: Snapshot;
  inForce: PolicyInForce;
  requirement: Requirement;
  facts: Facts;
  team: Team;
  /** What was signed here so far, as far as it counts, and by whom. */
  signOffs: SignOffRow[];
  signed: Member[];
  asOf: Date;
}

/** Reads it all anew: Jiko for what the request is, our tables for what was signed here, the desk's copy for the past. */
export async function lookAt(read: Reader, session: Session, transferId: string): Promise<Look> {
  const { customerId } = session;
  const [sources, inForce, rows, asOf] = await Promise.all([
    readRequest(read, transferId),
    policyInForce(customerId),
    signOffsOf(customerId, transferId),
    bankingNow(),
  ]);
  const { request, payee, originPocket, destinationPocket } = sources;
  const [team, past, acts, calledBack, files] = await Promise.all([
    teamOf(read, session, request),
    pastOf(read, customerId, request),
    outsideOf(customerId, transferId),
    payee ? callBackOf(customerId, payee, { memberId: request.created_by.member_id, email: request.created_by.email }) : null,
    attachmentsOf(customerId, transferId),
  ]);
  const outside = acts.map(({ what, memberId }) => ({ memberId, what: whatHappened(what, nameOf(request, memberId)) }));
  const { facts, findings } = await factsOf({ read, customerId, sources, past, outside, asOf, thresholds: thresholdsOf(inForce.policy) });
  const requirement = requirementOf(inForce.policy, facts);
  const snapshotOf = (signOffs: SnapshotDesk["signOffs"]) =>
    buildSnapshot({
      request, payee, asOf, originPocket: snapshotPocket(originPocket), destinationPocket: snapshotPocket(destinationPocket),
      sale: saleOf(request, originPocket?.portfolio ?? null),
      history: past.readable ? historyOf(request, past.requests, past.complete) : null,
      desk: {
        policy: snapshotPolicy(inForce, requirement, request),
        callBack: calledBack?.state === "confirmed" ? { name: calledBack.by.name, at: calledBack.at, how: calledBack.how } : null,
        attachments: files.map(({ id, name, size, digest }) => ({ id, name, size, digest })),
        signOffs, findings, past: { complete: past.complete, asOf: past.asOf },
        cutOff: env().CUT_OFFS.find(([rail]) => rail === facts.rail)?.[1] ?? null,
      },
    });
  // What counts depends on the subject alone, which is there before the sign-offs are.
  const counted = counting(rows, team.signers, subjectHashOf(snapshotOf([]).subject));
  const snapshot = snapshotOf(counted.map(({ row }) => shownSignOff(row)));
  return { sources, snapshot, inForce, requirement, facts, team, asOf, signOffs: counted.map(({ row }) => row), signed: counted.map(({ member }) => member) };
}

const happened: Record<Act["what"], string> = { filed: "Filed", APPROVED: "Approved", REJECTED: "Rejected", CANCELED: "Canceled" };
const whatHappened = (what: Act["what"], name: string | null): string => (name ? `${happened[what]} by ${name}` : happened[what]);
const nameOf = ({ created_by, reviewers }: TransferRequest, memberId: string): string | null =>
  [created_by, ...reviewers].find(({ member_id }) => member_id.toLowerCase() === memberId)?.name ?? null;

const shownSignOff = ({ memberId, memberName, how, assurance, at }: SignOffRow): SnapshotDesk["signOffs"][number] => ({
  memberId, name: memberName, how, assurance, at: at.toISOString(),
});

function snapshotPolicy(
  { policy, version, digest }: PolicyInForce,
  requirement: Requirement,
  request: TransferRequest,
): SnapshotDesk["policy"] {
  const { rules, demands, assurance, acknowledge, callBack, expiresAfterHours } = requirement;
  return {
    version, digest, assurance, callBack, demands: [...demands], acknowledge: [...acknowledge],
    rules: rules.map((id) => policy.rules.find((one) => one.id === id)?.name ?? "Every request"),
    expiresAt: expiryOf(request, expiresAfterHours)?.toISOString() ?? null,
  };
}

/** Who can still sign here as far as Jiko goes: whom the request names, where it names somebody, and nobody who decided there. */
function openTo(request: TransferRequest, { signers }: Team): Team["signers"] {
  const decided = request.reviewers.filter(({ decision }) => decision !== "PENDING").map(({ member_id }) => member_id.toLowerCase());
  const named = namedReviewers(request)?.map(({ member_id }) => member_id.toLowerCase());
  return signers.filter(({ id }) => !decided.includes(id) && (named?.includes(id) ?? true));
}

/** As much of a look as tells where a request stands. */
export type Stand = Pick<Look, "requirement" | "team" | "signed"> & { sources: Pick<RequestSources, "request"> };

/** Where a request stands by our policy and at Jiko, given the sign-offs that count. */
export function standingOf(
  { sources: { request }, requirement, team, signed: before }: Stand,
  signed: readonly Member[] = before,
): Standing {
  const { member_id, email } = request.created_by;
  return {
    requirement,
    signed,
    members: openTo(request, team),
    initiator: { id: member_id.toLowerCase(), role: "INITIATOR", email: email.toLowerCase() },
    atJiko: { required: request.required_approvals, given: request.reviewers.filter(({ decision }) => decision === "APPROVED").length },
  };
}

export const memberOf = ({ memberId, role, email }: Session): Member => ({ id: memberId.toLowerCase(), role, email: email.toLowerCase() });

const whyNot: Record<(SignOff & { may: false })["why"], string> = {
  filed: "You filed this request, so someone else must sign it.",
  signed: "You have signed this already. Someone else must sign next.",
  "not-a-signer": "Jiko's team list does not name you among those who may sign.",
  "not-now": "The policy asks for other people at this step.",
  "nobody-left":
    "With your sign-off nobody would be left who could give those that the policy still asks for. " +
    "Change the policy, or have the request filed anew.",
};

/** Why our own rules bar a sign-off, as a sentence for the button; null where they do not. */
export const barredByPolicy = (signOff: SignOff): string | null => (signOff.may ? null : whyNot[signOff.why]);
