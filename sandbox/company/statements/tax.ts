import { cents, type Cents } from "@/lib/treasury/money";
import { faceValue } from "@/lib/treasury/t-bill";
import { dayOf } from "../clock";
import { tradesOf } from "../history";
import { signedNotional } from "../ledger";
import type { CompanyState } from "../types";
import type { Period } from "./list";

/** One disposal of part of a bill in a year. Cents. */
export interface Disposal {
  cusip: string;
  quantity: number;
  acquired: string;
  disposed: string;
  how: "MATURITY" | "SELL";
  proceeds: Cents;
  cost: Cents;
  gain: Cents;
}

/**
 * The bills that a pocket gave up in a period, first in first out, with what they had cost. Bills moved between own pockets
 * are no disposal and enter the other pocket at their value on that day: the sandbox's own simplification, no tax advice.
 */
export function disposals(state: CompanyState, { pocket, from, until }: Period): Disposal[] {
  const lots = new Map<string, { acquired: string; quantity: number; cost: number }[]>();
  const out: Disposal[] = [];
  for (const trade of tradesOf(state, pocket.id)) {
    const at = new Date(trade.trade_datetime);
    if (at > until) break;
    const queue = lots.get(trade.cusip) ?? [];
    lots.set(trade.cusip, queue);
    if (signedNotional(trade) < 0) {
      queue.push({ acquired: dayOf(at), quantity: trade.quantity, cost: trade.notional.value });
      continue;
    }
    let left = trade.quantity;
    let paid = 0;
    while (left > 0) {
      const lot = queue[0]!;
      const units = Math.min(left, lot.quantity);
      // Cents are shared out by what is left of trade and lot, so that the last part takes the remainder and sums stay exact.
      const cost = Math.round((lot.cost * units) / lot.quantity);
      const proceeds = Math.round(((trade.notional.value - paid) * units) / left);
      if (at > from && (trade.activity === "MATURITY" || trade.activity === "SELL")) {
        out.push({
          cusip: trade.cusip,
          quantity: units,
          acquired: lot.acquired,
          disposed: dayOf(at),
          how: trade.activity,
          proceeds: cents(proceeds),
          cost: cents(cost),
          gain: cents(proceeds - cost),
        });
      }
      paid += proceeds;
      left -= units;
      lot.quantity -= units;
      lot.cost -= cost;
      if (lot.quantity === 0) queue.shift();
    }
  }
  return out;
}

/** Form 1099-INT, box 3: discount earned on bills held to maturity. */
export function interestOf(all: Disposal[]): Cents {
  const matured = all.filter((one) => one.how === "MATURITY");
  return cents(matured.reduce((sum, one) => sum + faceValue(one.quantity) - one.cost, 0));
}
