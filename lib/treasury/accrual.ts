import { daysBetween, type Day } from "./business-days";
import { Exact } from "./exact";
import { cents, type Cents } from "./money";
import { faceValue } from "./t-bill";

/** Bills as they were bought: `quantity` in $100 face units, `cost` in cents, accruing from the settlement of the purchase. */
export interface Lot {
  cusip: string;
  quantity: number;
  cost: Cents;
  settled: Day;
  maturity_date: Day;
}

/** How the discount is spread over the days to maturity. */
export type AccrualMethod = "straight-line" | "constant-yield";

/**
 * What a lot is worth on its books on a day, cents, rounded half up: its cost before and on settlement, its face value from
 * maturity on. In between the same amount accrues each day ("straight-line", the ratable accrual of 26 U.S.C. 1283(b)(1)), or the
 * same fraction of the value ("constant-yield", compounded daily, 1283(b)(2)).
 *
 * Not what Jiko shows: a position's market value is its quantity at the mark price (t-bill.ts), and what is still to accrue on
 * that is its face value less its market value.
 */
export function bookValue({ quantity, cost, settled, maturity_date }: Lot, on: Day, method: AccrualMethod = "straight-line"): Cents {
  const face = faceValue(quantity);
  const life = daysBetween(settled, maturity_date);
  const past = daysBetween(settled, on);
  if (past >= life) return face;
  if (past <= 0) return cost;
  if (method === "straight-line") {
    return cents(new Exact(face - cost).times(past).div(life).plus(cost).toDecimalPlaces(0).toNumber());
  }
  return cents(new Exact(face).div(cost).pow(new Exact(past).div(life)).times(cost).toDecimalPlaces(0).toNumber());
}

/** What bills at this market value still gain until maturity, cents: arithmetic, not a promise. Negative above face value. */
export const stillToAccrue = (quantity: number, marketValue: Cents): Cents => cents(faceValue(quantity) - marketValue);
