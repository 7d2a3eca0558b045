import { daysBetween, type Day } from "./business-days";
import { Exact } from "./exact";
import { cents, type Cents } from "./money";

/** An average, and how much money it speaks of: `of` is averaged over, `without` had nothing to average. */
export interface Weighted {
  /** Decimal text; null where there is nothing to average over. */
  average: string | null;
  of: Cents;
  without: Cents;
}

/** The mean of decimals weighted by cents, rounded half up at `places`. What has no figure, or no value, carries no weight. */
function weighted(parts: readonly { value: Cents; figure: string | number | null }[], places: number): Weighted {
  let [of, without] = [0, 0];
  let total = new Exact(0);
  for (const { value, figure } of parts) {
    if (value <= 0) continue;
    if (figure === null) without += value;
    else {
      of += value;
      total = total.plus(new Exact(figure).times(value));
    }
  }
  return { average: of === 0 ? null : total.div(of).toFixed(places), of: cents(of), without: cents(without) };
}

/**
 * Weighted average maturity in calendar days at one decimal, by market value (cents). Residual cash belongs to it with
 * `maturity_date` = `today`; a bill past its maturity counts as zero days, one without a maturity is left out.
 */
export const averageMaturity = (positions: readonly { value: Cents; maturity_date: Day | null }[], today: Day): Weighted =>
  weighted(
    positions.map(({ value, maturity_date }) => ({ value, figure: maturity_date && Math.max(0, daysBetween(today, maturity_date)) })),
    1,
  );

/**
 * Yield weighted by market value (cents), as a fraction at 4 decimals like those that come in (`"0.0378"`). Residual cash
 * belongs to it with the yield `"0"`. Averages what Jiko says, whatever its convention: nothing is recomputed.
 */
export const averageYield = (positions: readonly { value: Cents; yield_to_maturity: string | null }[]): Weighted =>
  weighted(
    positions.map(({ value, yield_to_maturity }) => ({ value, figure: yield_to_maturity })),
    4,
  );
