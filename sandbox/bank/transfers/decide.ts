import { conflict, forbidden } from "../errors";
import type { Member, TransferRequest } from "@/sandbox/company/types";
import type { Books } from "../types";
import { requestOf } from "./file";

export type Decision = "approve" | "reject" | "cancel";

/** How long the bank takes from the last approval to the start, on the banking clock. */
const startAfterMs = 2000;

/** The only members who may decide this request, or null where every approver may. */
function reviewersOnly(books: Books, request: TransferRequest): string[] | null {
  const named = books.state.reviewersOnly[request.id];
  if (named) return named;
  // Requests of the seed: a reviewer who has not decided yet can only be there because the initiator named somebody.
  return request.reviewers.some((one) => one.decision === "PENDING") ? request.reviewers.map((one) => one.member_id) : null;
}

/** Why this member may not take this decision whatever the request's state is, or null. Source: transfers.md section 1 (assumed). */
function barred(books: Books, member: Member, request: TransferRequest, decision: Decision): string | null {
  const own = request.created_by.member_id === member.id;
  if (decision === "cancel") return own ? null : "Only the creator can cancel a transfer request";
  if (member.role !== "APPROVER" && member.role !== "ADMIN") return "Your role may not decide on transfer requests";
  if (own) return "The creator of a transfer request may not decide on it";
  const only = reviewersOnly(books, request);
  return only && !only.includes(member.id) ? "You are not a reviewer of this transfer request" : null;
}

/** Takes a decision and answers the request as it then is. Refuses with 403, 404 or 409. */
export function decide(books: Books, member: Member | null, id: string, decision: Decision, reason: string | null, now: Date): TransferRequest {
  const request = requestOf(books, id);
  if (!member || member.status !== "ACTIVE") throw forbidden("Only an active member may act on transfer requests");
  const bar = barred(books, member, request, decision);
  if (bar) throw forbidden(bar);
  if (request.status !== "PENDING_APPROVAL") throw conflict(`The transfer request is no longer pending, it is ${request.status}`);
  const at = now.toISOString();
  if (decision === "cancel") {
    request.status = "CANCELED";
  } else {
    const mine = request.reviewers.find((one) => one.member_id === member.id);
    if (mine && mine.decision !== "PENDING") throw conflict("You have already decided on this transfer request");
    const only = reviewersOnly(books, request);
    // Remembered now, because once all who were named have decided the list no longer tells.
    if (only) books.state.reviewersOnly[id] = only;
    const entry = {
      member_id: member.id,
      name: member.name,
      email: member.email,
      decision: decision === "approve" ? "APPROVED" : "REJECTED",
      decided_at: at,
      reason: decision === "reject" ? reason : null,
    } as const;
    request.reviewers = mine ? request.reviewers.map((one) => (one === mine ? entry : one)) : [...request.reviewers, entry];
    if (decision === "reject") request.status = "REJECTED";
    else if (request.reviewers.filter((one) => one.decision === "APPROVED").length >= request.required_approvals) {
      request.status = "APPROVED";
      if (books.executes) books.state.due.push({ at: new Date(now.getTime() + startAfterMs).toISOString(), step: "start", requestId: id });
    }
  }
  request.updated_at = at;
  return request;
}
