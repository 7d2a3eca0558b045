import type { ListDefinition } from "../types";

const statuses = { PROCESSING: "On its way", SUCCESS: "Arrived", REJECTED: "Sent back" } as const;

/** Wires in and out. An amount has its sign from the pocket's side, and is left out where Jiko does not say which way it went. */
export const wires: ListDefinition = {
  name: "wires",
  title: "Wires",
  nouns: ["wire", "wires"],
  sort: { column: "created", descending: true },
  columns: [
    { id: "created", header: "Created", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "party", header: "Other side", kind: "text", shown: true, sortable: true, filterable: true, rowHeader: true },
    {
      id: "direction", header: "In / out", kind: "choice", choices: { INCOMING: "In", OUTGOING: "Out" },
      shown: true, sortable: true, filterable: true,
    },
    { id: "pocket", header: "Pocket", kind: "pocket", shown: true, sortable: false, filterable: true },
    {
      id: "status", header: "Status", kind: "choice", choices: statuses, statusOf: "wire",
      shown: true, sortable: true, filterable: true,
    },
    { id: "amount", header: "Amount", kind: "money", shown: true, sortable: true, filterable: true, totaled: true },
    { id: "reference", header: "Reference", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "description", header: "Description", kind: "text", shown: false, sortable: false, filterable: true },
    { id: "updated", header: "Changed", kind: "instant", shown: false, sortable: true, filterable: true },
    { id: "counterparty", header: "Payee ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
