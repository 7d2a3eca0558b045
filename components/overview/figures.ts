import { maturitySlices, reachOf } from "@/components/charts/maturity";
import type { Pocket } from "@/lib/jiko/pockets";
import type { TradingStrategy } from "@/lib/jiko/trading-strategies";
import { cents, sum, type Cents } from "@/lib/treasury/money";

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

const filled = (slices: Slice[]) => slices.filter((slice) => slice.cents !== 0);

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

/** Market value by when it matures, seen from `today`, with the residual cash of the pockets as a slice of its own. */
export function byMaturity(pockets: readonly Pocket[], today: string): Slice[] {
  const portfolios = pockets.flatMap(({ portfolio }) => (portfolio ? [portfolio] : []));
  const found = new Map<string, Cents[]>();
  const add = (key: string, value: Cents) => found.set(key, [...(found.get(key) ?? []), value]);
  for (const { securities, cash } of portfolios) {
    add("cash", cash);
    for (const { maturity_date, market_value } of securities) {
      add(maturity_date === null ? "none" : reachOf(maturity_date, today), market_value);
    }
  }
  return filled(maturitySlices.map(({ key, label }) => ({ key, label, cents: sum(found.get(key) ?? []) })));
}

/** A share in percent with one decimal; computed in whole tenths, so that nothing is lost to a float on large sums. */
export function share(part: Cents, whole: Cents): string {
  if (whole === 0) return "–";
  const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n);
  return `${tenths / 10n}.${tenths % 10n}%`;
}
