import type { Cents } from "./money";

/**
 * What a bank movement does to the cash of its pocket, cents: + in, - out; null where its direction is not known. The
 * amount's own sign is not relied on (assumed positive; Jiko does not say).
 */
export function signedFlow({ direction, amount }: { direction: string; amount: number }): Cents | null {
  const value = Math.abs(amount);
  return (direction === "CREDIT" ? value : direction === "DEBIT" ? -value : null) as Cents | null;
}

/** What a trade does to the cash of its pocket, cents: sales and maturities bring it, purchases take it; null for others. */
export function signedTrade({ activity, notional }: { activity: string; notional: number }): Cents | null {
  const value = Math.abs(notional);
  return (activity === "BUY" ? -value : activity === "SELL" || activity === "MATURITY" ? value : null) as Cents | null;
}
