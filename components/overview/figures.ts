import { noMaturityColor, stepColor, stepLabel } from "@/components/charts/maturity";
import { dayIn } from "@/components/ui/dates";
import type { HistoryPoint } from "@/lib/desk/treasury/types";
import type { Pocket } from "@/lib/jiko/pockets";
import type { TradingStrategy } from "@/lib/jiko/trading-strategies";
import { daysBetween, nextBusinessDay, type Day } from "@/lib/treasury/business-days";
import { ladder, type Rung } from "@/lib/treasury/ladder";
import { cents, sum, type Cents } from "@/lib/treasury/money";
import { inMonth } from "@/lib/treasury/months";
import { cut, type Span } from "@/lib/treasury/spans";

export interface Slice {
  key: string;
  label: string;
  cents: Cents;
}

/** Balances of all pockets together, and since when the oldest of their prices stands. Pockets without figures are counted apart. */
export function totalOf(pockets: readonly Pocket[]): { total: Cents; asOf: string | null; without: number } {
  const known = pockets.flatMap(({ portfolio }) => (portfolio ? [portfolio] : []));
  const times = known.flatMap(({ pricing_timestamp }) => (pricing_timestamp ? [pricing_timestamp] : []));
  return {
    total: sum(known.map(({ total_value }) => total_value)),
    asOf: times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    without: pockets.length - known.length,
  };
}

const filled = <T extends Slice>(slices: T[]): T[] => slices.filter((slice) => slice.cents !== 0);

export const byPocket = (pockets: readonly Pocket[]): Slice[] =>
  filled(
    pockets
      .map(({ id, pocket_name, portfolio }) => ({ key: id, label: pocket_name, cents: portfolio?.total_value ?? cents(0) }))
      .sort((a, b) => b.cents - a.cents),
  );

/** Balances by the strategy that new money follows. */
export function byStrategy(pockets: readonly Pocket[], strategies: readonly TradingStrategy[]): Slice[] {
  const ids = [...new Set(pockets.map(({ deposit_strategy_id }) => deposit_strategy_id))].sort();
  return filled(
    ids.map((id) => ({
      key: id,
      label: strategies.find((one) => one.id === id)?.description ?? id,
      cents: sum(pockets.flatMap((one) => (one.deposit_strategy_id === id && one.portfolio ? [one.portfolio.total_value] : []))),
    })),
  );
}

/** A bill, or another security, with the pocket that holds it. */
export type Position = Rung & { cusip: string; pocketId: string; pocket: string; reinvests: boolean; yield_to_maturity: string | null };

/** Every position of every pocket. */
export const positionsOf = (pockets: readonly Pocket[]): Position[] =>
  pockets.flatMap(({ id, pocket_name, portfolio, reinvestment_strategy_id }) =>
    (portfolio?.securities ?? []).map(({ type, cusip, quantity, market_value, maturity_date, yield_to_maturity }) => ({
      cusip, value: market_value, maturity_date, yield_to_maturity, quantity: type === "FIXED_INCOME" ? quantity : null,
      pocketId: id, pocket: pocket_name, reinvests: reinvestment_strategy_id !== null,
    })),
  );

export const residualCash = (pockets: readonly Pocket[]): Cents =>
  sum(pockets.flatMap(({ portfolio }) => (portfolio ? [portfolio.cash] : [])));

/** Market value by when it matures, seen from `today`, with the residual cash of the pockets as a slice of its own. */
export const byMaturity = (pockets: readonly Pocket[], today: string): (Slice & { color: string })[] =>
  filled([
    { key: "cash", label: "Residual cash", cents: residualCash(pockets), color: noMaturityColor },
    ...ladder(positionsOf(pockets), today).map(({ step, value }) => ({
      key: step ? `from-${step.from}` : "none", label: stepLabel(step), cents: value, color: stepColor(step),
    })),
  ]);

/** A share in percent with one decimal; computed in whole tenths, so that nothing is lost to a float on large sums. */
export function share(part: Cents, whole: Cents): string {
  if (whole === 0) return "–";
  const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** The same days one month, or one year, earlier: `2026-07-01` to `2026-07-15` is compared with June 1 to 15. */
export const sameSpanBefore = ({ from, to }: Span, unit: "month" | "year"): Span => {
  const months = unit === "month" ? -1 : -12;
  return { from: inMonth(from, months, Number(from.slice(8))), to: inMonth(to, months, Number(to.slice(8))) };
};

/** The last twelve calendar months; the one that is under way ends today. */
export const lastMonths = (today: Day): Span[] => cut({ from: inMonth(today, -11, 1), to: today }, 12).spans;

/** When the next pricing is due, milliseconds: a business day later at the same hour (assumed; Jiko does not say). */
export function nextPricing(pricedAt: string, timeZone: string): number {
  const day = dayIn(pricedAt, timeZone);
  return Date.parse(pricedAt) + daysBetween(day, nextBusinessDay(day)) * 86_400_000;
}

/**
 * A history as two lines that meet: what was told, and what was worked out afterwards. A point next to one of the other kind
 * belongs to the line that was worked out, too, so that there is no gap.
 */
export const bySource = (points: readonly HistoryPoint[]) =>
  points.map(({ day, total, source }, i) => {
    const worked = (point: HistoryPoint | undefined) => point?.source === "computed";
    const meets = worked(points[i - 1]) || worked(points[i + 1]);
    return { day, values: { told: source === "computed" ? null : total, computed: source === "computed" || meets ? total : null } };
  });
