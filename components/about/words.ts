import type { Provenance } from "@/lib/jiko/operation";

export const provenances: Record<Provenance, string> = {
  documented: "Jiko's own pages on the Customer API name the operation",
  related: "known from a neighbouring API of Jiko's, not confirmed for this one",
  assumed: "published nowhere; chosen by Countersign",
};

export const scopeWords: Record<string, string> = {
  profile: "Read who you are and which companies you belong to",
  "pockets.read": "Read pockets, balances, transactions, trades and statements",
  "pockets.write": "Open and change pockets and portals",
  "transfers.read": "Read transfer requests, wires and payees",
  "transfers.write": "File, decide and cancel transfers, and change payees",
  "customer.read": "Read the company's profile",
  "customer.write": "Send documents for the company's profile",
  "team.read": "Read the team and Jiko's audit log",
  "team.write": "Invite members and change roles",
  "onboarding.read": "Read applications",
  "onboarding.write": "Work on applications",
  "agreements.read": "Read agreements",
  "subscriptions.read": "Read webhooks and events",
  "subscriptions.write": "Manage webhooks",
  "notifications.read": "Read notifications",
  "notifications.write": "Mark notifications read",
  "reports.read": "Read reports",
  "reports.write": "Order reports",
};
