/** The 25 scopes of Jiko's discovery document with what the consent page says about each. */
export const scopeWords = {
  openid: "Know who you are",
  profile: "Read your name and memberships",
  email: "Read your e-mail address",
  phone: "Read your phone number",
  "pockets.read": "Read pockets, balances, transactions, trades and statements",
  "pockets.write": "Open, rename and change pockets",
  "transfers.read": "Read transfers, transfer requests and counterparties",
  "transfers.write": "File, approve, reject and cancel transfers, and manage counterparties",
  "customer.read": "Read the company's profile",
  "customer.write": "Change the company's profile",
  "team.read": "Read the team",
  "team.write": "Manage the team",
  "onboarding.read": "Read applications",
  "onboarding.write": "Manage applications",
  "agreements.read": "Read agreements",
  "subscriptions.read": "Read event subscriptions",
  "subscriptions.write": "Manage event subscriptions",
  "notifications.read": "Read notifications",
  "notifications.write": "Manage notifications",
  "reports.read": "Read reports",
  "reports.write": "Order reports",
  "approval_rules.read": "Read approval rules",
  "approval_rules.write": "Manage approval rules",
  "authorization_requests.read": "Read authorization requests",
  "authorization_requests.write": "Decide authorization requests",
} as const;

export const scopes: readonly string[] = Object.keys(scopeWords);

export const wordsFor = (scope: string): string => (scopeWords as Record<string, string>)[scope] ?? scope;

/** What a token without a person behind it may carry. */
export const isReadScope = (scope: string): boolean => scope.endsWith(".read");

/** The words of a scope parameter. */
export const splitScope = (value: unknown): string[] => (typeof value === "string" ? value.split(" ").filter(Boolean) : []);
