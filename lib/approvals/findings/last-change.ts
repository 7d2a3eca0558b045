import { accountOf, nameOf, type Counterparty } from "@/lib/jiko/counterparties";
import { placeOf } from "@/lib/payees/look-alike";
import type { Facts } from "../policy/types";
import { dayMs } from "./finder";
import type { LastChange, PaidPayee } from "./types";

/** A payee as the desk saw it at a time. */
export interface Seen {
  seenAt: string;
  payee: Counterparty;
}

const same = (a: Counterparty, b: Counterparty): boolean =>
  nameOf(a.counterparty_name) === nameOf(b.counterparty_name) && placeOf(a, accountOf(a)) === placeOf(b, accountOf(b));

/**
 * When name or account of a payee last became what they are. `seen`: what the desk saw of it, oldest first. Without that nobody
 * can say. What was before the first look is bounded by Jiko's own moment of the last change of anything, as it stood then.
 */
export function lastChange(payee: Counterparty, seen: readonly Seen[]): LastChange {
  const [first] = seen;
  if (!first) return { known: "no", at: null };
  const other = seen.findLastIndex((one) => !same(one.payee, payee));
  // Where nothing newer was seen yet it changed since the last look, which is now for all that is known.
  if (other >= 0) return { known: "seen", at: seen[other + 1]?.seenAt ?? payee.updated_at };
  const { updated_at, time_created } = first.payee;
  return Date.parse(updated_at) <= Date.parse(time_created) ? { known: "never" } : { known: "no", at: updated_at };
}

/** What rules ask of a payee's past, at a moment; of a payee of which nothing is known (null) neither is. */
export function agesOf(payee: Pick<PaidPayee, "addedAt" | "change"> | null, at: Date): NonNullable<Facts["payee"]> {
  const age = (then: string | null) => (then === null ? null : Math.max(0, Math.floor((at.getTime() - Date.parse(then)) / dayMs)));
  if (!payee) return { ageDays: null, changedDaysAgo: null };
  return { ageDays: age(payee.addedAt), changedDaysAgo: payee.change.known === "never" ? "never" : age(payee.change.at) };
}
