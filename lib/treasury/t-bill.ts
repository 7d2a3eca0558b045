import { Exact } from "./exact";
import { cents, type Cents } from "./money";

/** One unit of quantity is $100 of face value. */
const unitFace = 10_000;

/** What bills pay at maturity, in cents. `quantity` counts $100 face units. */
export const faceValue = (quantity: number): Cents => cents(quantity * unitFace);

/** Market value, or notional of a trade, in cents: round half up(quantity x price x 100). `price` is decimal text per $100 of face value. */
export const marketValue = (quantity: number, price: string): Cents =>
  cents(new Exact(price).times(quantity).times(100).toDecimalPlaces(0).toNumber());

/**
 * Price per $100 of face value at 6 decimals: 100 x (1 - rate x days / 360). `rate` is the bank discount rate as a fraction
 * (`"0.0372"`). Source: 31 CFR part 356, appendix B, section V.
 */
export const priceFromDiscount = (rate: string, days: number): string =>
  new Exact(100).times(new Exact(1).minus(new Exact(rate).times(days).div(360))).toFixed(6);

/**
 * Bond-equivalent yield as a fraction at 4 decimals, as strategies and positions carry it; days of a 365-day year.
 * Up to half a year: (100 - P) / P x 365 / days; beyond it the quadratic form that counts a half-yearly payment.
 * Source: 31 CFR part 356, appendix B, section VI. An illustration: Jiko does not publish its own convention.
 */
export function bondEquivalentYield(price: string, days: number): string {
  if (days <= 0) return "0.0000";
  const p = new Exact(price);
  if (days <= 182) return new Exact(100).minus(p).div(p).times(365).div(days).toFixed(4);
  const a = new Exact(days).div(365);
  const inner = a.pow(2).minus(
    a
      .times(2)
      .minus(1)
      .times(new Exact(1).minus(new Exact(100).div(p))),
  );
  return inner.sqrt().minus(a).times(2).div(a.times(2).minus(1)).toFixed(4);
}
