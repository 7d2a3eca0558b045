import { namedReviewers } from "@/lib/approvals/who-may";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Audience } from "./types";

/** Who may still sign a request: those who are named, else every approver and admin; not who filed or decided it, or has `signed` here. */
export function signersOf(request: TransferRequest, signed: readonly string[] = []): Audience {
  const decided = request.reviewers.filter(({ decision }) => decision !== "PENDING");
  const except = [request.created_by, ...decided].map(({ member_id }) => member_id.toLowerCase()).concat(signed);
  const only = namedReviewers(request)?.map(({ member_id }) => member_id.toLowerCase());
  return { roles: ["APPROVER", "ADMIN"], except, ...(only ? { only } : {}) };
}
