/** Things of our own: Jiko does not know of them, and no read of Jiko's shows them. */
const ours = ["passkeys", "policy", "freeze", "messages", "request-notes", "payee-checks", "forecast", "views"] as const;

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
  ...ours,
] as const;
export type Topic = (typeof topics)[number];

/** What an event of Jiko's may have changed, by the beginning of its type; every event stands in the log of webhooks. */
const eventTopics: readonly (readonly [prefix: string, topics: readonly Topic[]])[] = [
  ["transfers.", ["transfer-requests", "wires", "transactions", "trades", "pockets", "notifications"]],
  ["trades.", ["trades", "pockets", "transactions"]],
  ["application.", ["applications", "notifications"]],
];
export const topicsOfEvent = (type: string): Topic[] => [
  "webhooks",
  ...eventTopics.filter(([prefix]) => type.startsWith(prefix)).flatMap(([, concerned]) => concerned),
];

/**
 * Where each topic is read, by the path of a read (`readPath` of lib/forms/query-key.ts). Reads of our own routes have the
 * topic itself as the first part of their key.
 */
const under = (...prefixes: string[]) => new RegExp(`^(${prefixes.join("|")})(/|$)`);
const paths: Record<Exclude<Topic, (typeof ours)[number]>, RegExp> = {
  pockets: under("/v2/pockets(?!/[^/]+/portals)"),
  portals: under("/v2/portals", "/v2/pockets/[^/]+/portals"),
  transactions: under("/v2/transactions"),
  trades: under("/v1/trades"),
  wires: under("/v1/wires"),
  "transfer-requests": under("/v1/transfer-requests"),
  counterparties: under("/v2/counterparties"),
  statements: under("/v1/statements"),
  reports: under("/v1/report-requests"),
  team: under("/v1/team", "/v1/user"),
  customer: under("/v1/customer", "/v1/agreements"),
  applications: under("/v2/business-applications", "/v2/documents"),
  notifications: under("/v1/notifications"),
  webhooks: under("/v1/subscriptions", "/v1/events"),
};

/** What reads of our own routes are worked out from, where that is more than their own topic; by the first part of their key. */
const workedOutFrom: Readonly<Record<string, readonly Topic[]>> = {
  history: ["pockets", "transactions", "trades"],
  forecast: ["forecast", "pockets", "transactions", "transfer-requests"],
  plan: ["pockets", "trades"],
};

/** Whether what is kept under a query key may be another thing after a change. */
export const concerns = (topic: Topic, [kind, path]: readonly unknown[]): boolean =>
  kind === "jiko"
    ? typeof path === "string" && topic in paths && paths[topic as keyof typeof paths].test(path)
    : (workedOutFrom[String(kind)]?.includes(topic) ?? kind === topic);

/** Topics that were told from elsewhere: what is not known here is left out. */
export const knownTopics = (told: readonly unknown[]): Topic[] => topics.filter((topic) => told.includes(topic));
