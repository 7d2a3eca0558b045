import "server-only";
import { sql } from "drizzle-orm";
import { mirrorItem } from "@/lib/db/schema/mirror";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { transfers } from "@/lib/lists/definitions/transfers";
import { textsOf } from "../mirror/texts";
import { column, copiedList } from "./copied";

const { data: sent } = mirrorItem;

/** The pocket of our own that the money goes to; null where it goes elsewhere. */
function ownTarget({ transfer }: TransferRequest): string | null {
  return transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" ? transfer.details.destination_pocket_id : null;
}

export const transfersList = copiedList<TransferRequest>({
  definition: transfers,
  kind: "transferRequests",
  columns: {
    filed: column.at,
    payee: column.name("payee"),
    amount: column.amount,
    whole: { value: sql`${sent} -> 'transfer' -> 'amount' ->> 'type'` },
    rail: column.type,
    pocket: column.pocket,
    to: { value: sql`lower(${sent} -> 'transfer' -> 'details' ->> 'destination_pocket_id')` },
    by: column.text("by"),
    required: { value: sql`(${sent} ->> 'required_approvals')::numeric` },
    reviewers: column.text("reviewers"),
    status: column.status,
    failure: { value: sql`${sent} ->> 'failure_reason'` },
    description: column.text("description"),
    reference: column.text("reference"),
    updated: column.later,
    counterparty: column.counterparty,
    initiator: { value: sql`(${sent} -> 'created_by' ->> 'member_id')` },
    id: column.id,
  },
  href: ({ id }) => `/approvals/${id}`,
  cells: ({ id, at, amount, type, pocketId, status, laterAt, counterpartyId, data }) => ({
    ...textsOf.transferRequests(data), filed: at.toISOString(), amount, whole: data.transfer.amount.type, rail: type,
    pocket: pocketId, to: ownTarget(data), required: data.required_approvals,
    approvals: data.reviewers.filter(({ decision }) => decision === "APPROVED").length,
    status, failure: data.failure_reason, fees: data.fees.length === 0 ? null : data.fees.reduce((sum, fee) => sum + fee.amount, 0),
    updated: laterAt?.toISOString() ?? null, counterparty: counterpartyId, initiator: data.created_by.member_id, id,
  }),
});
