/** What a change is about, so that exactly the lists and items concerned are read again: one topic per noun of the desk. */
export const topics = [
  "pockets",
  "portals",
  "transactions",
  "trades",
  "wires",
  "transfer-requests",
  "counterparties",
  "statements",
  "reports",
  "team",
  "customer",
  "applications",
  "notifications",
  "webhooks",
] as const;
export type Topic = (typeof topics)[number];
