import type { Cents } from "@/lib/treasury/money";
import { iso } from "../clock";
import type { TransferRequest, TransferStatus } from "../types";
import { payeeId, payeeName, type PayeeKey } from "./counterparties";
import { person, type PersonKey } from "./people";
import { pocketId, type PocketKey } from "./pockets";

type Transfer = TransferRequest["transfer"];
type Reviewer = TransferRequest["reviewers"][number];

const requested = (amount: Cents | "everything"): Transfer["amount"] =>
  amount === "everything" ? { type: "FULL_WITHDRAWAL" } : { type: "REQUESTED_AMOUNT", amount_usdc: amount };

export const wireTransfer = (id: string, from: PocketKey, payee: PayeeKey, amount: Cents, description: string): Transfer => ({
  id,
  type: "WIRE",
  origin_pocket_id: pocketId(from),
  counterparty_id: payeeId(payee),
  amount: requested(amount),
  description,
  counterparty_name: payeeName(payee),
});

export const usdcTransfer = (id: string, from: PocketKey, payee: PayeeKey, amount: Cents): Transfer => ({
  id,
  type: "USDC",
  origin_pocket_id: pocketId(from),
  counterparty_id: payeeId(payee),
  amount: requested(amount),
  counterparty_name: payeeName(payee),
});

export const jikoNetTransfer = (
  id: string,
  from: PocketKey,
  payee: PayeeKey,
  amount: Cents,
  description: string,
  reference: string | null,
): Transfer => ({
  id,
  type: "ON_US",
  origin_pocket_id: pocketId(from),
  amount: requested(amount),
  details: { type: "PEER_TO_PEER", destination_counterparty_id: payeeId(payee) },
  description,
  end_to_end_identification: reference,
  counterparty_name: payeeName(payee),
});

export const internalTransfer = (
  id: string,
  from: PocketKey,
  to: PocketKey,
  amount: Cents | "everything",
  how: "BANK_TRANSFER" | "SECURITY_TRANSFER",
  description: string,
): Transfer => ({
  id,
  type: "ON_US",
  origin_pocket_id: pocketId(from),
  amount: requested(amount),
  details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: pocketId(to), transfer_type: how },
  description,
  end_to_end_identification: null,
  counterparty_name: null,
});

/** A reviewer as they stand in a request; without a time they have not decided. */
export const reviewer = (
  key: PersonKey,
  decision: "PENDING" | "APPROVED" | "REJECTED" = "PENDING",
  at: Date | null = null,
  reason: string | null = null,
): Reviewer => ({
  ...person(key),
  decision,
  decided_at: at && iso(at),
  reason,
});

export const request = (
  transfer: Transfer,
  status: TransferStatus,
  by: PersonKey,
  required_approvals: number,
  reviewers: Reviewer[],
  created: Date,
  updated: Date = created,
  failure_reason: string | null = null,
): TransferRequest => ({
  id: transfer.id,
  transfer,
  status,
  created_by: person(by),
  required_approvals,
  reviewers,
  failure_reason,
  fees: [],
  created_at: iso(created),
  updated_at: iso(updated),
  object_type: "TransferRequest",
});
