import type { ListDefinition } from "../types";

/** How the money travels, as far as a list knows it: whether a wire crosses a border stands with its payee. */
export const rails = {
  WIRE: "Wire",
  USDC: "USDC",
  JIKONET: "JikoNet",
  OWN: "Own pockets",
  OWN_BILLS: "Own, bills",
} as const;

export const transferStatuses = {
  PENDING_APPROVAL: "Waits for approval",
  APPROVED: "Approved",
  PROCESSING: "Processing",
  COMPLETED: "Completed",
  REJECTED: "Rejected",
  CANCELED: "Canceled",
  FAILED: "Failed",
} as const;

export const failures = {
  ACCOUNT_UNAVAILABLE: "Account not available",
  CANCELED: "Canceled",
  INSUFFICIENT_FUNDS: "Not enough money",
  INVALID_CURRENCY: "Wrong currency",
  INVALID_TRANSFER: "Not a valid transfer",
  SANCTION_SCREEN_FAILED: "Stopped by sanctions screening",
} as const;

/** Transfer requests, whatever became of them. Amounts are negative: they leave the pocket. There is none where all of it is to go. */
export const transfers: ListDefinition = {
  name: "transfers",
  title: "Transfers",
  nouns: ["transfer request", "transfer requests"],
  sort: { column: "filed", descending: true },
  columns: [
    { id: "filed", header: "Filed", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "payee", header: "Payee", kind: "text", shown: true, sortable: true, filterable: true, rowHeader: true },
    { id: "amount", header: "Amount", kind: "money", shown: true, sortable: true, filterable: true, totaled: true },
    {
      id: "whole", header: "How much", kind: "choice", choices: { REQUESTED_AMOUNT: "An amount", FULL_WITHDRAWAL: "Everything in the pocket" },
      shown: false, sortable: false, filterable: true,
    },
    { id: "rail", header: "Rail", kind: "choice", choices: rails, shown: true, sortable: true, filterable: true },
    { id: "pocket", header: "From", kind: "pocket", shown: true, sortable: false, filterable: true },
    { id: "to", header: "To own pocket", kind: "pocket", shown: false, sortable: false, filterable: true },
    { id: "by", header: "Filed by", kind: "text", shown: true, sortable: false, filterable: true },
    { id: "required", header: "Sign-offs asked by Jiko", kind: "number", shown: false, sortable: false, filterable: true },
    { id: "approvals", header: "Sign-offs at Jiko", kind: "number", shown: false, sortable: false, filterable: false },
    { id: "reviewers", header: "Decided by", kind: "text", shown: false, sortable: false, filterable: true },
    {
      id: "status", header: "Status", kind: "choice", choices: transferStatuses, statusOf: "transfer",
      shown: true, sortable: true, filterable: true,
    },
    { id: "failure", header: "Why it failed", kind: "choice", choices: failures, shown: false, sortable: false, filterable: true },
    { id: "fees", header: "Fees", kind: "money", shown: false, sortable: false, filterable: false },
    { id: "description", header: "Description", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "reference", header: "End-to-end reference", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "updated", header: "Changed", kind: "instant", shown: false, sortable: true, filterable: true },
    { id: "counterparty", header: "Payee ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "initiator", header: "Filed by, ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
