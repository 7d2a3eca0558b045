import { settlementDay, type Day } from "./business-days";
import type { Lot } from "./accrual";
import { cents, type Cents } from "./money";

/** What is needed of a trade; the shape is Jiko's, `notional` in cents. */
interface Traded {
  activity: string;
  cusip: string;
  quantity: number;
  notional: Cents;
  maturity_date: Day;
  trade_datetime: string;
  book_date: Day;
  settled_date: Day | null;
}

/** Takes so many units from lots, the oldest first; of a lot that is cut, the cost is shared out and nothing of it is lost. */
export function takeFrom(lots: readonly Lot[], quantity: number): { taken: Lot[]; left: Lot[] } {
  const [taken, left]: [Lot[], Lot[]] = [[], []];
  let wanted = quantity;
  for (const lot of lots) {
    const units = Math.min(wanted, lot.quantity);
    wanted -= units;
    // Half up, in whole numbers: cost times units may be more than a float holds.
    const share = (BigInt(lot.cost) * BigInt(units) * 2n + BigInt(lot.quantity)) / (BigInt(lot.quantity) * 2n);
    const cost = cents(Number(share));
    if (units > 0) taken.push({ ...lot, quantity: units, cost });
    if (units < lot.quantity) left.push({ ...lot, quantity: lot.quantity - units, cost: cents(lot.cost - cost) });
  }
  return { taken, left };
}

/**
 * What is left of the purchases of one pocket, with what it cost, oldest first: sales take the oldest lots (first in, first out, as
 * 26 CFR 1.1012-1(c) has it where nothing else was chosen), a maturity takes all. Of a CUSIP whose trades are not all understood,
 * because of an unknown activity or because more was sold than bought, nothing can be said: it is among `unclear`.
 */
export function openLots(trades: readonly Traded[]): { lots: Map<string, Lot[]>; unclear: Set<string> } {
  const lots = new Map<string, Lot[]>();
  const unclear = new Set<string>();
  const inOrder = trades.filter(({ quantity }) => quantity > 0).sort((a, b) => Date.parse(a.trade_datetime) - Date.parse(b.trade_datetime));
  for (const { activity, cusip, quantity, notional, maturity_date, book_date, settled_date } of inOrder) {
    const held = lots.get(cusip) ?? [];
    if (activity === "BUY") {
      const settled = settled_date ?? settlementDay(book_date);
      lots.set(cusip, [...held, { cusip, quantity, cost: cents(Math.abs(notional)), settled, maturity_date }]);
    } else if (activity === "SELL" || activity === "MATURITY") {
      if (held.reduce((units, lot) => units + lot.quantity, 0) < quantity) unclear.add(cusip);
      lots.set(cusip, takeFrom(held, quantity).left);
    } else unclear.add(cusip);
  }
  for (const [cusip, held] of lots) if (held.length === 0 || unclear.has(cusip)) lots.delete(cusip);
  return { lots, unclear };
}
