import { z } from "zod";
import { operation } from "./operation";
import { amount, cursorList, dateTime, id, nullable, openEnum, order, otherType, paging, queryInteger } from "./schemas";

export const transactionTypes = ["ACH", "WIRE", "CARD", "ON_US", "FEE", "CREDIT", "GENERIC"] as const;
export const directions = ["DEBIT", "CREDIT"] as const;

const common = {
  /** The movement as seen from one pocket. */
  id,
  /** The movement itself: both pockets of an internal move share it. */
  transaction_id: id,
  pocket_id: id,
  title: z.string(),
  description: z.string(),
  /** Cents. Positive: the sign is in `direction` (assumed). */
  amount,
  direction: openEnum(directions),
  status: openEnum(["BOOKED", "SETTLED"]),
  time_booked: dateTime,
  time_settled: nullable(dateTime),
};

const text = nullable(z.string());
const maybeId = nullable(id);

const ach = z.object({
  ...common,
  type: z.literal("ACH"),
  details: z.object({
    company_name: z.string(),
    company_entry_description: text,
    individual_identification_number: text,
    trace_number: text,
    ach_id: maybeId,
    ach_direction: openEnum(["RECEIVING", "ORIGINATION"]),
    portal_id: maybeId,
  }),
});
const wire = z.object({
  ...common,
  type: z.literal("WIRE"),
  details: z.object({ reference_number: z.string(), counterparty_name: z.string(), wire_id: maybeId, portal_id: maybeId }),
});
const onUs = z.object({
  ...common,
  type: z.literal("ON_US"),
  details: z.object({
    on_us_transfer_id: id,
    on_us_transfer_type: openEnum(["PEER_TO_PEER", "INTERNAL_REALLOCATION"]),
    source: text,
    target: text,
  }),
});
const card = z.object({
  ...common,
  type: z.literal("CARD"),
  details: z.object({
    card_id: maybeId,
    location: nullable(z.object({ street_address: z.string(), city: z.string(), state: text, country: z.string() })),
    counterparty: text,
    terminal_id: text,
    merchant_type: text,
    pre_authorization: z.boolean(),
    issue_id: text,
  }),
});
const fee = z.object({
  ...common,
  type: z.literal("FEE"),
  details: z.object({
    fee_type: openEnum(["AUM_FEE", "WIRE_FEE"]),
    reference_number: text,
    counterparty_name: text,
    wire_id: maybeId,
  }),
});
const credit = z.object({ ...common, type: z.literal("CREDIT"), details: z.object({ period: text, card_id: maybeId }) });
const generic = z.object({ ...common, type: z.literal("GENERIC"), details: z.object({ sub_title: text }) });
const known = z.discriminatedUnion("type", [ach, wire, onUs, card, fee, credit, generic]);

/** A bank movement. A type that is not known here is kept without its details. */
export const transaction = z.union([known, otherType(transactionTypes, common)]);
export type Transaction = z.output<typeof transaction>;

export const transactionsList = operation({
  id: "transactions.list",
  operationId: "list-transactions-v2",
  method: "GET",
  path: "/api/v2/transactions/",
  query: z.strictObject({
    ...paging,
    "pocket[]": z.array(id).optional(),
    "type[]": z.array(z.enum(transactionTypes)).optional(),
    direction: z.enum(directions).optional(),
    /** Cents, compared with the positive value. */
    amount_from: queryInteger.optional(),
    amount_to: queryInteger.optional(),
    time_booked_from: dateTime.optional(),
    time_booked_to: dateTime.optional(),
    "on_us_transfer[]": z.array(id).optional(),
    "wire[]": z.array(id).optional(),
    /** That these two exist is related, their spelling assumed. */
    "card[]": z.array(id).optional(),
    "portal[]": z.array(id).optional(),
    order,
  }),
  answer: cursorList(transaction),
  success: 200,
  scope: "pockets.read",
  group: "transactions",
  provenance: { operation: "documented", body: null, answer: "related" },
});

export const transactionsGet = operation({
  id: "transactions.get",
  operationId: "get-transaction-v2",
  method: "GET",
  path: "/api/v2/transactions/{id}/",
  answer: transaction,
  success: 200,
  scope: "pockets.read",
  group: "transactions",
  provenance: { operation: "assumed", body: null, answer: "related" },
});
