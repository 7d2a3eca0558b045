import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { ApprovalTab, Decider, WaitingView } from "./types";
import { barred, namedReviewers } from "./who-may";

const closed = ["APPROVED", "PROCESSING", "COMPLETED", "REJECTED", "CANCELED", "FAILED"];

/** Whether a request still waits. A state that is not known here counts as waiting: better seen once too often than lost. */
export const isOpen = ({ status }: Pick<TransferRequest, "status">): boolean => !closed.includes(status);

/**
 * The tabs that a request stands in, at least one. `mine` holds what the viewer filed, whatever became of it, beside
 * `waiting` or `done`; every request stands in exactly one of `needsMe`, `waiting` and `done`. `here`: how it stands by our
 * own rules, where that is known: who has signed here waits for others.
 */
export function tabsOf(request: TransferRequest, viewer: Decider, here?: Pick<WaitingView, "bars">): ApprovalTab[] {
  const mine: ApprovalTab[] = request.created_by.member_id === viewer.memberId ? ["mine"] : [];
  if (!isOpen(request)) return ["done", ...mine];
  return [barred(request, viewer, "approve") === null && !here?.bars ? "needsMe" : "waiting", ...mine];
}

/** The one tab that a request is counted in: needs me, waiting on others, or done. */
export const tabOf = (request: TransferRequest, viewer: Decider, here?: Pick<WaitingView, "bars">): ApprovalTab => tabsOf(request, viewer, here)[0]!;

/** How requests stand here, by id. */
export type WaitingViews = ReadonlyMap<string, WaitingView>;

/** What waits for the viewer, longest first: the order in which it is worked off. */
export const queueOf = (requests: readonly TransferRequest[], viewer: Decider, here: WaitingViews): TransferRequest[] =>
  requests
    .filter((one) => tabOf(one, viewer, here.get(one.id)) === "needsMe")
    .sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));

export interface Progress {
  /** Approvals so far; the person who filed never counts. */
  approvals: number;
  required: number;
  approvedBy: string[];
  rejectedBy: string[];
  /** Who may still sign where the request names them; null where any eligible approver may. */
  stillToSign: string[] | null;
}

/** How far a request is: k of N approvals and by whom. What it leads to is for Jiko to say. */
export function progress(request: TransferRequest): Progress {
  const names = (decision: string) =>
    request.reviewers.filter((one) => one.decision === decision && one.member_id !== request.created_by.member_id).map(({ name }) => name);
  return {
    approvals: names("APPROVED").length,
    required: request.required_approvals,
    approvedBy: names("APPROVED"),
    rejectedBy: names("REJECTED"),
    stillToSign: namedReviewers(request) && names("PENDING"),
  };
}
