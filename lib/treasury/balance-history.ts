import { addDays, daysBetween, type Day } from "./business-days";
import { Exact } from "./exact";
import { cents, sum, type Cents } from "./money";
import { marketValue } from "./t-bill";
import { publishedWay, waysOf } from "./trade-ways";

/** A trade on the day it was made; the shape is Jiko's, `notional` in cents, `price` per $100 of face value. */
export interface TradeOfDay {
  day: Day;
  activity: string;
  cusip: string;
  quantity: number;
  price: string;
  notional: Cents;
  maturity_date: Day;
}

/** What a pocket holds now; a position without a price keeps its value of now as long as it is held. */
interface HeldNow {
  cash: Cents;
  positions: readonly { cusip: string; quantity: number; price: string | null; value: Cents; maturity_date: Day | null }[];
}

export interface BalancePoint {
  day: Day;
  /** Cents at the close of the day; of today, at this moment. */
  value: Cents;
  /** As Jiko shows it now, as it was written down that evening, or worked out backwards from movements and trades. */
  source: "now" | "snapshot" | "computed";
  /** What working backwards gives for the same day. */
  computed: Cents;
  /** Something after this day is not understood (a movement without a sign, a trade of unknown way), so `computed` may be off. */
  unsure: boolean;
}

interface Line {
  quantity: number;
  /** Prices that are known, by day. */
  prices: Map<Day, string>;
  /** Its value of now where it has no price. */
  fixed: Cents | null;
}

/** The price of a day: one that is known, or on the straight line between those known before and after. */
function priceOn(known: readonly (readonly [Day, string])[], day: Day): string | null {
  const after = known.findIndex(([at]) => at >= day);
  if (after < 0) return known.at(-1)?.[1] ?? null;
  const [to, high] = known[after]!;
  if (to === day || after === 0) return high;
  const [from, low] = known[after - 1]!;
  return new Exact(high).minus(low).times(daysBetween(from, day)).div(daysBetween(from, to)).plus(low).toString();
}

function linesOf({ positions }: HeldNow, trades: readonly TradeOfDay[], today: Day): Map<string, Line> {
  const lines = new Map<string, Line>();
  const lineOf = (cusip: string, maturity: Day | null): Line => {
    const line = lines.get(cusip) ?? { quantity: 0, prices: new Map(maturity ? [[maturity, "100"]] : []), fixed: null };
    lines.set(cusip, line);
    return line;
  };
  for (const { cusip, maturity_date, price, day } of trades) lineOf(cusip, maturity_date).prices.set(day, price);
  for (const { cusip, quantity, price, value, maturity_date } of positions) {
    const line = lineOf(cusip, maturity_date);
    line.quantity += quantity;
    if (price === null) line.fixed = cents((line.fixed ?? 0) + value);
    else line.prices.set(today, price);
  }
  return lines;
}

const worth = ({ cash, positions }: HeldNow): Cents => sum([cash, ...positions.map(({ value }) => value)]);

/**
 * A pocket's balance at the close of every day from `from` to today, oldest first. Cash and quantities are taken back exactly, a
 * day at a time, by the bank's movements (`flows`, signed, null where the sign is not known) and the trades of that day. Bills are
 * valued at their trades' prices, at today's mark and at 100 on maturity; between two of these at the straight line, which is an
 * estimate: nobody kept the marks of those days. A snapshot of a day goes before what is computed for it. `trades` are all there
 * are of the pocket (trade-ways.ts says why), `flows` those since `from`.
 */
export function balanceHistory({ today, from, now, flows, trades, snapshots }: {
  today: Day;
  from: Day;
  now: HeldNow;
  flows: readonly { day: Day; amount: Cents | null }[];
  trades: readonly TradeOfDay[];
  snapshots: ReadonlyMap<Day, Cents>;
}): BalancePoint[] {
  const lines = linesOf(now, trades, today);
  const known = new Map([...lines].map(([cusip, { prices }]) => [cusip, [...prices].sort(([a], [b]) => (a < b ? -1 : 1))] as const));
  const flowsOn = byDay(flows);
  const tradesOn = byDay(trades);
  const wayOf = waysOf(trades, new Map([...lines].map(([cusip, { quantity }]) => [cusip, quantity])));
  let cash: number = now.cash;
  let unsure = false;
  let inferred = false;
  const points: BalancePoint[] = [];
  for (let day = today; day >= from; day = addDays(day, -1)) {
    let computed = cash;
    for (const [cusip, { quantity, fixed }] of lines) {
      if (quantity < 0) unsure = true;
      else if (fixed !== null) computed += quantity > 0 ? fixed : 0;
      else if (quantity > 0) computed += marketValue(quantity, priceOn(known.get(cusip)!, day) ?? "0");
    }
    const told = day === today ? worth(now) : snapshots.get(day);
    const source = day === today ? "now" : told === undefined ? "computed" : "snapshot";
    points.push({ day, value: told ?? cents(computed), source, computed: cents(computed), unsure });
    for (const { amount } of flowsOn.get(day) ?? []) {
      if (amount === null) unsure = true;
      else cash -= amount;
    }
    for (const trade of tradesOn.get(day) ?? []) {
      const way = wayOf(trade);
      if (way === null) unsure = true;
      else {
        lines.get(trade.cusip)!.quantity -= way * trade.quantity;
        cash += way * Math.abs(trade.notional);
        inferred ||= publishedWay(trade.activity) === null;
      }
    }
    // That an unpublished trade was paid for in cash is assumed; cash that was never there shows that it was not.
    if (inferred && cash < 0) unsure = true;
  }
  return points.reverse();
}

function byDay<T extends { day: Day }>(all: readonly T[]): Map<Day, T[]> {
  const days = new Map<Day, T[]>();
  for (const one of all) {
    const found = days.get(one.day);
    if (found) found.push(one);
    else days.set(one.day, [one]);
  }
  return days;
}
