import Decimal from "decimal.js";
import { addDays, daysBetween, type Day } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { marketValue } from "@/lib/treasury/t-bill";
import { dayOf, endOf } from "./clock";
import { between, snapshotAt, transactionsOf } from "./history";
import { booksOf, notBefore, pocketOf, signed } from "./ledger";
import { bondEquivalentYield, priceNextDay, priceOn, pricingDay, pricingTime } from "./prices";
import { settle } from "./settle";
import type { CompanyState, Portfolio, Security } from "./types";
import { amountOf } from "./wire";

/** The portfolio of a pocket at `now`, as its wire object carries it. */
export function portfolioOf(state: CompanyState, pocketId: string, now: Date): Portfolio {
  const at = notBefore(state, now);
  settle(state, at);
  const books = booksOf(state, pocketId);
  const day = pricingDay(at);
  const securities = books.holdings.map((one): Security => {
    const price = priceOn(day, one.maturity_date);
    return {
      type: "FIXED_INCOME",
      cusip: one.cusip,
      description: "US T-Bill",
      quantity: one.quantity,
      jiko_mark_price: price,
      market_value: amountOf(marketValue(one.quantity, price)),
      maturity_date: one.maturity_date,
      yield_to_maturity: bondEquivalentYield(price, daysBetween(day, one.maturity_date)),
    };
  });
  const total = securities.reduce((sum, one) => sum + one.market_value.value, books.cash);
  return {
    securities,
    cash: amountOf(books.cash),
    total_value: amountOf(total),
    all_time_earnings: amountOf(total - books.net_flows),
    pricing_timestamp: pricingTime(at),
    appreciation_per_second: appreciationOf(state, [pocketId], at),
  };
}

/** US cents per second as decimal text over the `REAL_TIME_YIELD` pockets among these: a day's accretion at unchanged rates. Null without any. */
export function appreciationOf(state: CompanyState, pocketIds: readonly string[], now: Date): string | null {
  const live = pocketIds.filter((id) => pocketOf(state, id).attributes.includes("REAL_TIME_YIELD"));
  if (live.length === 0) return null;
  const day = pricingDay(now);
  const perDay = live
    .flatMap((id) => booksOf(state, id).holdings)
    .reduce(
      (sum, one) =>
        sum.plus(new Decimal(priceNextDay(day, one.maturity_date)).minus(priceOn(day, one.maturity_date)).times(one.quantity).times(100)),
      new Decimal(0),
    );
  return perDay.div(86_400).toFixed(6);
}

function earnedBy(state: CompanyState, pocketId: string, from: Date | null, until: Date): number {
  const start = from ?? new Date(0);
  const opening = from ? snapshotAt(state, pocketId, from).total : 0;
  const flows = between(transactionsOf(state, pocketId), (one) => one.time_booked, start, until);
  return snapshotAt(state, pocketId, until).total - opening - flows.reduce((sum, one) => sum + signed(one), 0);
}

/**
 * What bills have gained over days (inclusive, New York): change of value minus net flows, fees counting as flows, so that the
 * figure is before fees. `fromDate` null = since opening. A `toDate` of today or later means until `now` (default: the books).
 * US cents, may be negative.
 */
export function earningsOf(state: CompanyState, pocketIds: readonly string[], fromDate: Day | null, toDate: Day, now?: Date): Cents {
  const present = notBefore(state, now ?? new Date(state.books.booked_to));
  settle(state, present);
  const until = toDate >= dayOf(present) ? present : endOf(toDate);
  if (fromDate !== null && fromDate > dayOf(present)) return cents(0);
  const from = fromDate === null ? null : endOf(addDays(fromDate, -1));
  return cents(pocketIds.reduce((sum, id) => sum + earnedBy(state, id, from, until), 0));
}
