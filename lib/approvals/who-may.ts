import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Decider, DecisionAction } from "./types";

const done: Record<string, string> = {
  APPROVED: "This request has all its approvals already.",
  PROCESSING: "This request is running already.",
  COMPLETED: "This request is completed.",
  REJECTED: "This request was rejected.",
  CANCELED: "This request was canceled.",
  FAILED: "This request failed.",
};

/** Whether every part of a request that decides where money goes is of a kind that is known here. */
export function isKnown({ transfer }: Pick<TransferRequest, "transfer">): boolean {
  if (transfer.type === "UNKNOWN" || transfer.amount.type === "UNKNOWN") return false;
  if (transfer.type !== "ON_US") return true;
  const { details } = transfer;
  if (details.type === "UNKNOWN") return false;
  return details.type === "PEER_TO_PEER" || ["BANK_TRANSFER", "SECURITY_TRANSFER", null].includes(details.transfer_type);
}

/**
 * The members who may decide, where the request names them; null where any eligible approver may. Jiko starts the list
 * empty in that case and adds whoever decides (assumed), so that only an entry without a decision tells a named list.
 */
export const namedReviewers = ({ reviewers }: Pick<TransferRequest, "reviewers">): TransferRequest["reviewers"] | null =>
  reviewers.some(({ decision }) => decision === "PENDING") ? reviewers : null;

/**
 * Why this person cannot take this action on this request, as a sentence for the button itself, or null where they can.
 * The screen explains with it and the server refuses by it; Jiko decides in the end. Source of the rules: Jiko's transfer
 * requests, "who may act" (assumed).
 */
export function barred(request: TransferRequest, viewer: Decider, action: DecisionAction): string | null {
  if (!isKnown(request)) return "Countersign does not know this kind of transfer, so it cannot be acted on here.";
  if (request.status !== "PENDING_APPROVAL") {
    return done[request.status] ?? "Countersign does not know the state of this request, so it cannot be acted on here.";
  }
  const filedByMe = request.created_by.member_id === viewer.memberId;
  if (action === "cancel") {
    if (!filedByMe) return "Only the person who filed this request can cancel it.";
    return viewer.permissions.includes("transfers.cancel") ? null : roleSentence(viewer, "cancel transfers");
  }
  if (filedByMe) return "You filed this request, so someone else must sign it.";
  if (!viewer.permissions.includes("transfers.decide")) return roleSentence(viewer, "sign transfers off");
  const mine = request.reviewers.find(({ member_id }) => member_id === viewer.memberId);
  if (mine && mine.decision !== "PENDING") {
    return mine.decision === "APPROVED" ? "You have approved this already." : "You have decided this already.";
  }
  const named = namedReviewers(request);
  if (named && !mine) {
    const names = named.filter(({ decision }) => decision === "PENDING").map(({ name }) => name);
    return `This request names who reviews it: ${names.join(", ")}.`;
  }
  return null;
}

const roleSentence = ({ role }: Decider, what: string) =>
  `Your role (${role.toLowerCase()}) or this sign-in does not allow you to ${what}.`;
