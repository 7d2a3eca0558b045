import "server-only";
import { may } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { transferRequestsGet, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { orAbsent, type Reader } from "../sources";
import { takeDraft } from "../drafts";

/** What people write under: a transfer that they are still filling in, or a request that stands at Jiko. */
export type Noted = { kind: "draft" } | { kind: "request"; request: TransferRequest };

/** Throws `not_found` where it is neither, and what the read throws. */
export async function notedOf(session: Session, read: Reader, transferId: string): Promise<Noted> {
  const found = await takeDraft(session, transferId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (found?.kind === "transfer") return { kind: "draft" };
  const request = await orAbsent(read(transferRequestsGet, { params: { transfer_id: transferId } }));
  if (!request) throw new AppError("not_found", { message: "There is no such request." });
  return { kind: "request", request };
}

/** Why somebody can attach nothing: files come from whoever filed the request and from those who sign. */
export function attachBar(session: Session, noted: Noted): string | null {
  if (noted.kind === "draft" || may(session, "transfers.decide") || noted.request.created_by.member_id === session.memberId) return null;
  return "Files are attached by whoever filed the request, by approvers and by admins.";
}
