import type { Scope } from "@/lib/jiko/operation";

const wanted = {
  profile: true,
  "pockets.read": true,
  "pockets.write": true,
  "transfers.read": true,
  "transfers.write": true,
  "customer.read": true,
  "customer.write": true,
  "team.read": true,
  "team.write": true,
  "onboarding.read": true,
  "onboarding.write": true,
  "agreements.read": true,
  "subscriptions.read": true,
  "subscriptions.write": true,
  "notifications.read": true,
  "notifications.write": true,
  "reports.read": true,
  "reports.write": true,
} satisfies Record<Scope, true>;

/** The rights that the product knows. */
export const scopes = Object.keys(wanted) as Scope[];

/** What a sign-in asks Jiko for. */
export const requestedScope = ["openid", "email", ...scopes].join(" ");

/** The rights among what Jiko granted; a token answer without `scope` grants what was asked (RFC 6749, section 5.1). */
export const grantedScopes = (granted: string | undefined): Scope[] => {
  const names = (granted ?? requestedScope).split(" ");
  return scopes.filter((scope) => names.includes(scope));
};
