import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Lot } from "./accrual";
import { addDays } from "./business-days";
import { liquidate } from "./liquidation";
import { openLots, takeFrom } from "./lots";
import { cents, sum } from "./money";
import { marketValue } from "./t-bill";

const today = "2026-07-15";
const lot = (quantity: number, cost: number, settled = "2026-07-14"): Lot => ({
  cusip: "A", quantity, cost: cents(cost), settled, maturity_date: "2026-08-11",
});
const bill = { cusip: "A", quantity: 100, price: "99.721000", maturity_date: "2026-08-11" };
const trade = (activity: string, quantity: number, notional: number, hour: number, change: object = {}) => ({
  activity, cusip: "A", quantity, notional: cents(notional), maturity_date: "2026-08-11",
  trade_datetime: `2026-07-13T${hour}:00:00Z`, book_date: "2026-07-13", settled_date: null,
  ...change,
});

describe("lots", () => {
  it("go out in the order in which they came, with their share of the cost", () => {
    const { lots, unclear } = openLots([trade("SELL", 150, 1_495_000, 15), trade("BUY", 100, 995_001, 10), trade("BUY", 100, 996_001, 11)]);
    expect(lots.get("A")).toEqual([lot(50, 498_000)]);
    expect(unclear.size).toBe(0);
    expect(openLots([trade("BUY", 5, 4, 10), trade("MATURITY", 5, 5, 11)]).lots.size).toBe(0);
    expect(openLots([trade("BUY", 5, 4, 10, { settled_date: "2026-07-13" })]).lots.get("A")![0]!.settled).toBe("2026-07-13");
  });

  it("are not spoken of where a trade is not understood", () => {
    for (const odd of [trade("SECURITY_TRANSFER_IN", 1, 0, 12), trade("SELL", 101, 0, 12)]) {
      const { lots, unclear } = openLots([trade("BUY", 100, 995_000, 10), odd]);
      expect([lots.size, [...unclear]]).toEqual([0, ["A"]]);
    }
  });

  it("are cut without a cent or a unit being lost", () => {
    const bought = fc.record({ quantity: fc.integer({ min: 1, max: 1_000_000 }), cost: fc.integer({ min: 1, max: 10_000_000_000 }) });
    fc.assert(
      fc.property(fc.array(bought, { maxLength: 6 }), fc.integer({ min: 0, max: 4_000_000 }), (all, wanted) => {
        const before = all.map(({ quantity, cost }) => lot(quantity, cost));
        const { taken, left } = takeFrom(before, wanted);
        const units = (list: Lot[]) => list.reduce((total, one) => total + one.quantity, 0);
        expect(units(taken)).toBe(Math.min(wanted, units(before)));
        expect(units(taken) + units(left)).toBe(units(before));
        expect(sum([...taken, ...left].map(({ cost }) => cost))).toBe(sum(before.map(({ cost }) => cost)));
        for (const one of [...taken, ...left]) expect(one.quantity).toBeGreaterThan(0);
      }),
    );
  });
});

describe("selling today", () => {
  it("costs the interest up to maturity, and is held against the books", () => {
    const lots = new Map([["A", [lot(100, 997_107)]]]);
    const sold = liquidate({ securities: [bill], cash: cents(50), amount: cents(498_655), today, lots });
    expect(sold).toMatchObject({ settles: "2026-07-16", proceeds: 498_605, cost: 1_395, shortfall: 0 });
    // 26 days of (100 - 99.721) / 99.721 x 365 / 26; on the books two of 28 days have accrued.
    expect(sold.sales).toEqual([
      {
        cusip: "A", maturity_date: "2026-08-11", price: "99.721000", quantity: 50, proceeds: 498_605, cost: 1_395,
        days: 26, rate: "0.03928", book: 498_657, gain: -52,
      },
    ]);
    expect(sold.gain).toBe(-52);
  });

  it("from cash costs nothing and is there today", () => {
    expect(liquidate({ securities: [bill], cash: cents(500), amount: cents(500), today, lots: new Map() })).toMatchObject({
      sales: [], cost: 0, gain: 0, settles: today,
    });
  });

  it("says nothing of gains where lots are unknown or too few", () => {
    for (const lots of [new Map(), new Map([["A", [lot(49, 488_000)]]])]) {
      const sold = liquidate({ securities: [bill], cash: cents(0), amount: cents(498_605), today, lots });
      expect([sold.gain, sold.sales[0]!.book, sold.cost]).toEqual([null, null, 1_395]);
    }
  });

  it("adds up: proceeds and cost to the face value, book and gain to the proceeds, whatever is held", () => {
    const held = fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 100_000 }),
        price: fc.integer({ min: 95_000, max: 99_999 }),
        days: fc.integer({ min: 1, max: 364 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(held, fc.integer({ min: 0, max: 3_000_000_000 }), (all, amount) => {
        const securities = all.map(({ quantity, price, days }, i) => ({
          cusip: String(i), quantity, price: (price / 1000).toFixed(3), maturity_date: addDays(today, days),
        }));
        const lots = new Map(
          securities.map(({ cusip, quantity, price, maturity_date }) => [
            cusip,
            [{ cusip, quantity, cost: cents(Math.max(1, marketValue(quantity, price) - quantity)), settled: "2026-06-01", maturity_date }],
          ]),
        );
        const sold = liquidate({ securities, cash: cents(0), amount: cents(amount), today, lots });
        for (const { proceeds, cost, book, gain, quantity } of sold.sales) {
          expect(proceeds + cost).toBe(quantity * 10_000);
          expect(book! + gain!).toBe(proceeds);
        }
        expect(sold.gain).toBe(sum(sold.sales.map(({ gain }) => gain!)));
      }),
    );
  });

  it("takes lots once where a bill is held as two positions", () => {
    const lots = new Map([["A", [lot(100, 990_000, "2026-06-01"), lot(100, 997_000)]]]);
    const sold = liquidate({ securities: [bill, bill], cash: cents(0), amount: cents(1_994_420), today, lots });
    expect(sold.sales.map(({ book }) => book)).toEqual([996_338, 997_214]);
  });
});
