import type { ListDefinition } from "../types";

export const movementKinds = {
  ACH: "ACH",
  WIRE: "Wire",
  CARD: "Card",
  ON_US: "Jiko transfer",
  FEE: "Fee",
  CREDIT: "Credit",
  GENERIC: "Other",
} as const;

/** Bank movements. Ids of what stands behind a movement are filters alone: other pages lead here with them. */
export const transactions: ListDefinition = {
  name: "transactions",
  title: "Transactions",
  nouns: ["transaction", "transactions"],
  sort: { column: "booked", descending: true },
  columns: [
    { id: "booked", header: "Booked", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "title", header: "Description", kind: "text", shown: true, sortable: true, filterable: true, rowHeader: true },
    { id: "type", header: "Type", kind: "choice", choices: movementKinds, shown: true, sortable: true, filterable: true },
    { id: "pocket", header: "Pocket", kind: "pocket", shown: true, sortable: false, filterable: true },
    {
      id: "status", header: "Status", kind: "choice", choices: { BOOKED: "Booked", SETTLED: "Settled" }, statusOf: "movement",
      shown: true, sortable: true, filterable: true,
    },
    {
      id: "direction", header: "In / out", kind: "choice", choices: { CREDIT: "In", DEBIT: "Out" },
      shown: true, sortable: true, filterable: true,
    },
    { id: "amount", header: "Amount", kind: "money", shown: true, sortable: true, filterable: true, totaled: true },
    { id: "settled", header: "Settled", kind: "instant", shown: false, sortable: true, filterable: true },
    { id: "text", header: "Text", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "reference", header: "Reference", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "wire", header: "Wire", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "transfer", header: "Jiko transfer", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "portal", header: "Portal", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "card", header: "Card", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
