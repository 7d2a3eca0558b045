// A transfer request as tests of messages need it: filed by Member 1, a wire of $1,234.56.
import { members } from "@/lib/approvals/request.arbitrary";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";

type Member = (typeof members)[number];

export const aRequest = (changes: Partial<TransferRequest> = {}): TransferRequest =>
  ({
    id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd",
    transfer: {
      id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd", type: "WIRE", origin_pocket_id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
      counterparty_id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa", counterparty_name: "Sample Supplies LLC", description: "Invoice 4711",
      amount: { type: "REQUESTED_AMOUNT", amount_usdc: 123_456 },
    },
    status: "PENDING_APPROVAL", created_by: members[0], required_approvals: 1, reviewers: [], failure_reason: null, fees: [],
    created_at: "2026-07-15T10:00:00Z", updated_at: "2026-07-15T10:00:00Z",
    ...changes,
  }) as TransferRequest;

/** The same, decided by somebody. */
export const decidedBy = (
  member: Member,
  decision: "APPROVED" | "REJECTED",
  reason: string | null = null,
  decided_at: string | null = "2026-07-15T11:00:00Z",
): TransferRequest =>
  aRequest({
    status: decision, updated_at: decided_at ?? "2026-07-15T11:00:00Z",
    reviewers: [{ ...member, decision, decided_at, reason }],
  });
