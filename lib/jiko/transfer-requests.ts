import { z } from "zod";
import { operation } from "./operation";
import { amount, cursorList, dateTime, id, nullable, openEnum, order, otherType, paging } from "./schemas";
import type { Cents } from "@/lib/treasury/money";
import { memberRef } from "./team";

export const transferStatuses = ["PENDING_APPROVAL", "APPROVED", "PROCESSING", "COMPLETED", "REJECTED", "CANCELED", "FAILED"] as const;
export const transferTypes = ["ON_US", "USDC", "WIRE"] as const;

/** `amount_usdc` is an integer of US-dollar cents, not the stablecoin. */
const transferAmount = z.discriminatedUnion("type", [
  z.object({ type: z.literal("REQUESTED_AMOUNT"), amount_usdc: z.int().positive().transform((value) => value as Cents) }),
  z.object({ type: z.literal("FULL_WITHDRAWAL") }),
]);

const onUsDetails = z.discriminatedUnion("type", [
  z.object({ type: z.literal("PEER_TO_PEER"), destination_counterparty_id: id }),
  z.object({
    type: z.literal("INTERNAL_REALLOCATION"),
    destination_pocket_id: id,
    transfer_type: z.enum(["BANK_TRANSFER", "SECURITY_TRANSFER"]).nullish(),
  }),
]);

const description = z.string().max(100).nullish();

const createOnUs = z.object({
  id,
  type: z.literal("ON_US"),
  origin_pocket_id: id,
  amount: transferAmount,
  details: onUsDetails,
  description,
  end_to_end_identification: z.string().nullish(),
});
const createUsdc = z.object({ id, type: z.literal("USDC"), origin_pocket_id: id, counterparty_id: id, amount: transferAmount });
const createWire = z.object({ id, type: z.literal("WIRE"), origin_pocket_id: id, counterparty_id: id, amount: transferAmount, description });

/** What is filed. `id` is minted by the caller when the form opens and is the only protection against a second transfer. */
export const createTransfer = z.discriminatedUnion("type", [createOnUs, createUsdc, createWire]);
export type CreateTransfer = z.output<typeof createTransfer>;

const name = { counterparty_name: nullable(z.string()) };

/** As read back: the shapes above, tolerant of amounts, details and types that are not known here. */
const readAmount = z.union([transferAmount, otherType(["REQUESTED_AMOUNT", "FULL_WITHDRAWAL"], {})]);
const readDetails = z.union([
  z.object({ type: z.literal("PEER_TO_PEER"), destination_counterparty_id: id }),
  z.object({
    type: z.literal("INTERNAL_REALLOCATION"),
    destination_pocket_id: id,
    transfer_type: nullable(openEnum(["BANK_TRANSFER", "SECURITY_TRANSFER"])),
  }),
  otherType(["PEER_TO_PEER", "INTERNAL_REALLOCATION"], {}),
]);
const read = { id, origin_pocket_id: id, amount: readAmount, description: nullable(z.string()), ...name };
const transfer = z.union([
  z.discriminatedUnion("type", [
    z.object({ ...read, type: z.literal("ON_US"), details: readDetails, end_to_end_identification: nullable(z.string()) }),
    z.object({ ...read, type: z.literal("USDC"), counterparty_id: id }),
    z.object({ ...read, type: z.literal("WIRE"), counterparty_id: id }),
  ]),
  otherType(transferTypes, read),
]);

export const reviewer = memberRef.extend({
  decision: openEnum(["PENDING", "APPROVED", "REJECTED"]),
  decided_at: nullable(dateTime),
  reason: nullable(z.string()),
});

export const transferRequest = z.object({
  id,
  transfer,
  status: openEnum(transferStatuses),
  created_by: memberRef,
  required_approvals: z.int().min(1),
  reviewers: z.array(reviewer),
  failure_reason: nullable(
    openEnum(["ACCOUNT_UNAVAILABLE", "CANCELED", "INSUFFICIENT_FUNDS", "INVALID_CURRENCY", "INVALID_TRANSFER", "SANCTION_SCREEN_FAILED"]),
  ),
  fees: z.array(z.object({ type: z.string(), amount })).default([]),
  created_at: dateTime,
  updated_at: dateTime,
});
export type TransferRequest = z.output<typeof transferRequest>;

/** Whom a request pays, on one line. */
export const titleOf = ({ transfer }: Pick<TransferRequest, "transfer">): string =>
  transfer.counterparty_name || (transfer.type === "ON_US" ? "Between own pockets" : "Transfer");

export const transferRequestsList = operation({
  id: "transferRequests.list",
  operationId: "list_transfer_requests_api_v1_transfer_requests__get",
  method: "GET",
  path: "/api/v1/transfer-requests/",
  query: z.strictObject({
    ...paging,
    "status[]": z.array(z.enum(transferStatuses)).optional(),
    "pocket[]": z.array(id).optional(),
    "type[]": z.array(z.enum(transferTypes)).optional(),
    order,
  }),
  answer: cursorList(transferRequest),
  success: 200,
  scope: "transfers.read",
  group: "transfer-requests-read",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});

export const transferRequestsGet = operation({
  id: "transferRequests.get",
  operationId: "get_transfer_request_api_v1_transfer_requests__transfer_id___get",
  method: "GET",
  path: "/api/v1/transfer-requests/{transfer_id}/",
  answer: transferRequest,
  success: 200,
  scope: "transfers.read",
  group: "transfer-requests-read",
  provenance: { operation: "documented", body: null, answer: "assumed" },
});

export const transferRequestsCreate = operation({
  id: "transferRequests.create",
  operationId: "create_transfer_request_api_v1_transfer_requests__post",
  method: "POST",
  path: "/api/v1/transfer-requests/",
  body: z.object({ transfer: createTransfer, reviewers: z.array(id).default([]) }),
  answer: transferRequest,
  success: 201,
  scope: "transfers.write",
  group: "transfer-requests-create",
  provenance: { operation: "documented", body: "documented", answer: "assumed" },
});

const decision = { method: "POST", answer: transferRequest, success: 200, scope: "transfers.write", group: "unlisted" } as const;
const assumedDecision = { operation: "assumed", body: "assumed", answer: "assumed" } as const;

export const transferRequestsApprove = operation({
  ...decision,
  id: "transferRequests.approve",
  operationId: "approve_transfer_request_api_v1_transfer_requests__transfer_id__approve__post",
  path: "/api/v1/transfer-requests/{transfer_id}/approve/",
  body: z.strictObject({}),
  provenance: assumedDecision,
});

export const transferRequestsReject = operation({
  ...decision,
  id: "transferRequests.reject",
  operationId: "reject_transfer_request_api_v1_transfer_requests__transfer_id__reject__post",
  path: "/api/v1/transfer-requests/{transfer_id}/reject/",
  body: z.strictObject({ reason: z.string().max(500).nullish() }),
  provenance: assumedDecision,
});

export const transferRequestsCancel = operation({
  ...decision,
  id: "transferRequests.cancel",
  operationId: "cancel_transfer_request_api_v1_transfer_requests__transfer_id__cancel__post",
  path: "/api/v1/transfer-requests/{transfer_id}/cancel/",
  body: z.strictObject({}),
  provenance: assumedDecision,
});
