import type { ListDefinition } from "../types";

/** Groups of actions, as lib/audit/words has them. */
export const auditGroups = {
  decisions: "Requests and decisions",
  signing: "Passkeys, policy and freeze",
  sessions: "Sign-ins and sign-outs",
  refusals: "Refused access",
  downloads: "Downloads and uploads",
  payees: "Payees",
  company: "Company, team, pockets",
  webhooks: "Webhooks",
} as const;

export const auditOutcomes = {
  done: "Done",
  refused: "Refused",
  not_done: "Did not come about",
  failed: "Failed",
  canceled: "Broken off",
  unknown: "Not known",
} as const;

const kinds = { intent: "Intent", outcome: "Outcome", event: "Event", correction: "Correction" } as const;

/** The desk's own record. `member` finds what one person did; `who` is the name that the entry has. */
export const audit: ListDefinition = {
  name: "audit",
  title: "Audit",
  nouns: ["entry", "entries"],
  sort: { column: "position", descending: true },
  columns: [
    { id: "at", header: "When", kind: "instant", shown: true, sortable: true, filterable: true, rowHeader: true },
    { id: "who", header: "Who", kind: "text", shown: true, sortable: false, filterable: true },
    { id: "what", header: "What", kind: "text", shown: true, sortable: false, filterable: true },
    { id: "subject", header: "About", kind: "id", shown: true, sortable: false, filterable: true },
    { id: "group", header: "Kind of action", kind: "choice", choices: auditGroups, shown: false, sortable: false, filterable: true },
    { id: "outcome", header: "Outcome", kind: "choice", choices: auditOutcomes, shown: false, sortable: false, filterable: true },
    { id: "kind", header: "Kind of entry", kind: "choice", choices: kinds, shown: false, sortable: false, filterable: true },
    { id: "action", header: "Action", kind: "text", shown: false, sortable: false, filterable: false },
    { id: "details", header: "Details", kind: "text", shown: false, sortable: false, filterable: false },
    { id: "position", header: "Position", kind: "number", shown: false, sortable: true, filterable: true },
    { id: "member", header: "Member ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "command", header: "Command ID", kind: "id", shown: false, sortable: false, filterable: true },
    { id: "hash", header: "Content hash", kind: "text", shown: false, sortable: false, filterable: false },
  ],
};
