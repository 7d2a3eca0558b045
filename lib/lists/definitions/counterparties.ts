import type { ListDefinition } from "../types";

export const payeeKinds = {
  wire: "Bank in the United States",
  international_wire: "Bank abroad",
  on_us: "JikoNet",
  crypto_wallet: "Wallet",
  ach: "ACH",
} as const;

export const verifications = {
  incoming_wire: "By a wire that came in",
  micro_deposits: "By small test deposits",
  name_match: "By matching the name with the account",
  plaid: "Through Plaid",
  pre_verified: "Known to Jiko beforehand",
  supporting_documents: "By documents",
  unverified: "Not verified",
} as const;

const statuses = { PENDING: "Being checked", LINKED: "Linked", UNLINKED: "Unlinked", VERIFIED: "Verified", FAILED: "Check failed" } as const;

/** Payees. Of the account that they are paid at a list has the last four characters and nothing more. */
export const counterparties: ListDefinition = {
  name: "counterparties",
  title: "Payees",
  nouns: ["payee", "payees"],
  sort: { column: "added", descending: true },
  columns: [
    { id: "name", header: "Name", kind: "text", shown: true, sortable: true, filterable: true, rowHeader: true },
    { id: "type", header: "Kind", kind: "choice", choices: payeeKinds, shown: true, sortable: true, filterable: true },
    { id: "account", header: "Account ends in", kind: "text", shown: true, sortable: false, filterable: true },
    {
      id: "status", header: "Status at Jiko", kind: "choice", choices: statuses, statusOf: "counterparty",
      shown: true, sortable: true, filterable: true,
    },
    { id: "verification", header: "Checked", kind: "choice", choices: verifications, shown: false, sortable: false, filterable: true },
    { id: "added", header: "Added", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "updated", header: "Changed", kind: "instant", shown: false, sortable: true, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
