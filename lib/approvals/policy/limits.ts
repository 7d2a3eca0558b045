import { cents, type Cents } from "@/lib/treasury/money";
import { fits } from "./progress";
import type { Limit, Member, Policy } from "./types";

/** What a member may file or sign in one business day: the lowest limit that fits them, in cents; null where there is none. */
export function limitOf(policy: Pick<Policy, "limits">, member: Member, what: "filedPerDay" | "signedPerDay"): Cents | null {
  const found = policy.limits.filter((one: Limit) => fits(one.for, member)).flatMap((one) => one[what] ?? []);
  return found.length > 0 ? cents(Math.min(...found)) : null;
}

export type LimitAnswer = { ok: true; left: Cents | null } | { ok: false; limit: Cents; used: Cents };

/**
 * Whether one more amount fits under a limit. Exactly the limit still does. An amount that is not known ("everything" of a
 * pocket without a value) fits under none: nobody can say that it does.
 */
export function withinLimit(limit: Cents | null, used: Cents, amount: Cents | null): LimitAnswer {
  if (limit === null) return { ok: true, left: null };
  const after = amount === null ? null : used + amount;
  if (after === null || after > limit) return { ok: false, limit, used };
  return { ok: true, left: cents(limit - after) };
}
