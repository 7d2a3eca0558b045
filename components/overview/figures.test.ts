import { describe, expect, it } from "vitest";
import type { Pocket } from "@/lib/jiko/pockets";
import { cents } from "@/lib/treasury/money";
import { byMaturity, byPocket, bySource, byStrategy, lastMonths, nextPricing, sameSpanBefore, share, totalOf } from "./figures";

const bill = (maturity_date: string, value: number) => ({
  type: "FIXED_INCOME" as const,
  cusip: "912797ZA1",
  description: "US T-Bill",
  quantity: 1,
  jiko_mark_price: "99.5",
  market_value: cents(value),
  maturity_date,
  yield_to_maturity: "0.0378",
});
const pocket = (id: string, strategy: string, bills: ReturnType<typeof bill>[], cash: number, at: string | null): Pocket => ({
  id,
  pocket_name: id,
  status: "OPEN",
  attributes: [],
  deposit_strategy_id: strategy,
  reinvestment_strategy_id: null,
  portfolio: {
    securities: bills,
    cash: cents(cash),
    total_value: cents(bills.reduce((total, one) => total + one.market_value, cash)),
    all_time_earnings: null,
    pricing_timestamp: at,
    appreciation_per_second: null,
  },
});

const pockets = [
  pocket("a", "UST-4W", [bill("2026-07-20", 100), bill("2026-08-13", 200)], 5, "2026-07-15T14:00:00Z"),
  pocket("b", "UST-26W", [bill("2026-10-15", 1000), bill("2027-06-01", 50)], 1, "2026-07-15T10:00:00-04:30"),
  { ...pocket("c", "UST-4W", [], 0, null), portfolio: null },
];

describe("overview figures", () => {
  it("adds balances up and dates them by the oldest price", () => {
    expect(totalOf(pockets)).toEqual({ total: 1356, asOf: "2026-07-15T14:00:00Z", without: 1 });
  });

  it("splits the same total by pocket, by strategy and by maturity", () => {
    expect(byPocket(pockets).map(({ key, cents }) => [key, cents])).toEqual([["b", 1051], ["a", 305]]);
    expect(byStrategy(pockets, []).map(({ key, cents }) => [key, cents])).toEqual([["UST-26W", 1051], ["UST-4W", 305]]);
    expect(byMaturity(pockets, "2026-07-15").map(({ key, cents }) => [key, cents])).toEqual([
      ["cash", 6],
      ["from-0", 100],
      ["from-8", 200],
      ["from-92", 1000],
      ["from-183", 50],
    ]);
  });

  it("writes shares in tenths of a percent", () => {
    expect(share(cents(1), cents(3))).toBe("33.3%");
    expect(share(cents(2), cents(3))).toBe("66.7%");
    expect(share(cents(0), cents(0))).toBe("–");
  });

  it("compares with the same days of the month and the year before", () => {
    expect(sameSpanBefore({ from: "2026-07-01", to: "2026-07-15" }, "month")).toEqual({ from: "2026-06-01", to: "2026-06-15" });
    expect(sameSpanBefore({ from: "2026-03-01", to: "2026-03-31" }, "month")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(sameSpanBefore({ from: "2028-01-01", to: "2028-02-29" }, "year")).toEqual({ from: "2027-01-01", to: "2027-02-28" });
  });

  it("knows the last twelve months", () => {
    const months = lastMonths("2026-07-15");
    expect(months).toHaveLength(12);
    expect([months[0], months.at(-1)]).toEqual([{ from: "2025-08-01", to: "2025-08-31" }, { from: "2026-07-01", to: "2026-07-15" }]);
  });

  it("expects the next pricing a business day later", () => {
    const priced = (at: string) => new Date(nextPricing(at, "America/New_York")).toISOString();
    expect(priced("2026-07-15T14:00:00Z")).toBe("2026-07-16T14:00:00.000Z");
    expect(priced("2026-07-17T14:00:00Z")).toBe("2026-07-20T14:00:00.000Z");
  });

  it("draws a history as two lines that meet", () => {
    const point = (day: string, total: number, source: "computed" | "snapshot" | "now") => ({ day, total: cents(total), pockets: {}, source });
    const sources = ["computed", "snapshot", "snapshot", "now"] as const;
    const points = sources.map((source, i) => point(`2026-07-1${i + 2}`, i + 1, source));
    expect(bySource(points).map(({ values }) => [values.told, values.computed])).toEqual([[null, 1], [2, 2], [3, null], [4, null]]);
  });
});
