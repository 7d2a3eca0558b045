import { daysBetween, settlementDay, type Day } from "./business-days";
import { Exact } from "./exact";
import { inMonth } from "./months";

/*
 * Rates of Treasury bills, by 31 CFR part 356, appendix B, section VI; paragraphs are named below. Prices are decimal text per
 * $100 of face value, rates fractions (`"0.0372"`), days those from settlement to maturity. Everything is computed to 40 digits
 * and rounded once, half up ("normal rounding procedures"): a price at 6 decimals, a rate at 5, which are the three of a percentage
 * that the Treasury prints. Jiko does not publish the convention of its own yields: these stand beside them, never in their place.
 */

/** Price from the bank discount rate: 100 x (1 - rate x days / 360) (VI.A). */
export const priceFromDiscount = (rate: string, days: number): string =>
  new Exact(100).times(new Exact(1).minus(new Exact(rate).times(days).div(360))).toFixed(6);

/** The bank discount rate that a price stands for: (100 - price) / 100 x 360 / days (VI.C); null on the day of maturity. */
export const discountFromPrice = (price: string, days: number, places = 5): string | null =>
  days <= 0 ? null : new Exact(100).minus(price).times(360).div(new Exact(100).times(days)).toFixed(places);

/**
 * Money-market yield, also called CD-equivalent: (100 - price) / price x 360 / days, what a deposit of a 360-day year would have
 * to pay. Not of appendix B; the usual formula, with the days of VI.A. Null on the day of maturity.
 */
export const moneyMarketYield = (price: string, days: number, places = 5): string | null =>
  days <= 0 ? null : new Exact(100).minus(price).times(360).div(new Exact(price).times(days)).toFixed(places);

/** Days of the year that follows a settlement, up to the same date: 366 where a 29 February lies in it (VI.D.1, y). */
export function yearAfter(settlement: Day): 365 | 366 {
  // The year that follows 29 February ends on the 28th.
  const anniversary = inMonth(settlement, 12, Number(settlement.slice(8)));
  return daysBetween(settlement, anniversary) === 366 ? 366 : 365;
}

/**
 * Investment rate, also called coupon-equivalent or bond-equivalent yield; `year` is `yearAfter` the settlement.
 * Up to half a year simple interest: (100 - price) / price x year / days (VI.D.1). Beyond it the rate i that solves
 * price x (1 + (days - year/2) x i/year) x (1 + i/2) = 100, as if interest were paid after half a year (VI.D.2).
 * Null on the day of maturity.
 */
export function investmentRate(price: string, days: number, year: 365 | 366, places = 5): string | null {
  if (days <= 0) return null;
  const p = new Exact(price);
  if (days * 2 <= year) return new Exact(100).minus(p).times(year).div(p.times(days)).toFixed(places);
  const a = new Exact(days).div(2 * year).minus("0.25");
  const b = new Exact(days).div(year);
  const c = p.minus(100).div(p);
  return b.pow(2).minus(a.times(c).times(4)).sqrt().minus(b).div(a.times(2)).toFixed(places);
}

/** Days for which somebody holds a bill who buys it on this day: from its settlement to maturity. Days off in between count. */
export const daysHeld = (tradeDay: Day, maturity: Day): number => Math.max(0, daysBetween(settlementDay(tradeDay), maturity));
