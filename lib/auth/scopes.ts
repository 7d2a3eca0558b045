import type { Scope } from "@/lib/jiko/operation";

/** The rights that the product knows, and whether Jiko's scopes page names them or its discovery document alone. */
const known = {
  profile: "page",
  "pockets.read": "page",
  "pockets.write": "page",
  "transfers.read": "page",
  "transfers.write": "page",
  "customer.read": "page",
  "customer.write": "page",
  "team.read": "page",
  "team.write": "page",
  "onboarding.read": "page",
  "onboarding.write": "page",
  "agreements.read": "page",
  "subscriptions.read": "discovery",
  "subscriptions.write": "discovery",
  "notifications.read": "discovery",
  "notifications.write": "discovery",
  "reports.read": "discovery",
  "reports.write": "discovery",
} satisfies Record<Scope, "page" | "discovery">;

/** The rights that the product knows. */
export const scopes = Object.keys(known) as Scope[];

/** The rights that only the discovery document names: a portal that goes by the scopes page refuses a sign-in that asks for one. */
export const disputedScopes = scopes.filter((scope) => known[scope] === "discovery");

/** How much a sign-in asks Jiko for: everything, or all but what is disputed. */
export type Wish = "all" | "undisputed";

export const scopesOf = (wish: Wish): Scope[] => (wish === "all" ? scopes : scopes.filter((scope) => !disputedScopes.includes(scope)));

export const scopeParameter = (wish: Wish): string => ["openid", "email", ...scopesOf(wish)].join(" ");

const shared = globalThis as typeof globalThis & { countersignWish?: Wish };

/** What to ask for in this process: everything, until Jiko has refused that once. */
export const presentWish = (): Wish => shared.countersignWish ?? "all";

/** Jiko refused what is disputed. Remembered until the process ends: a client that is set up anew at Jiko is a reason to start anew. */
export const wishForLess = (): void => void (shared.countersignWish = "undisputed");

/** The rights among what Jiko granted; a token answer without `scope` grants what was asked (RFC 6749, section 5.1). */
export function grantedScopes(granted: string | undefined, asked: Wish): Scope[] {
  const names = (granted ?? scopeParameter(asked)).split(" ");
  return scopes.filter((scope) => names.includes(scope));
}
