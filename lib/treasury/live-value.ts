import { Exact } from "./exact";
import { cents, type Cents } from "./money";

/** A value that moves between two pricings; a pocket with real-time yield, or its earnings. */
export interface Priced {
  value: Cents;
  /** US cents per second (unit assumed), decimal text; null where the value stands still. */
  perSecond: string | null;
  /** When `value` was priced, ISO 8601. */
  pricedAt: string | null;
}

/**
 * An estimate of the value at an instant (milliseconds of the clock that `pricedAt` is from), in whole cents: what was priced and
 * what has come to it since, fractions of a cent left off. It stands still before the pricing and from `until` on, where the next
 * figures are due, so that it never runs past them; it never turns back. For show alone: it is never booked or paid from.
 */
export function liveValue({ value, perSecond, pricedAt }: Priced, at: number, until: number): Cents {
  if (perSecond === null || pricedAt === null) return value;
  const milliseconds = Math.max(0, Math.min(at, until) - Date.parse(pricedAt));
  const gained = new Exact(perSecond).times(Math.trunc(milliseconds)).div(1000);
  return cents(value + gained.toDecimalPlaces(0, Exact.ROUND_DOWN).toNumber());
}

/** Milliseconds until the estimate shows another cent; null where it stands still. So a screen need not tick faster than figures move. */
export function nextCentIn(perSecond: string | null): number | null {
  const rate = perSecond === null ? null : new Exact(perSecond).abs();
  return rate === null || rate.isZero() ? null : Math.max(1, new Exact(1000).div(rate).ceil().toNumber());
}
