import fc from "fast-check";
import { expect, test } from "vitest";
import { bookValue, stillToAccrue, type AccrualMethod, type Lot } from "./accrual";
import { addDays, daysBetween } from "./business-days";
import { cents } from "./money";

const lot: Lot = { cusip: "912797ZA1", quantity: 51_240, cost: cents(510_917_458), settled: "2026-07-14", maturity_date: "2026-08-11" };

test("accrues over 28 days from the settlement on", () => {
  const on = (day: string) => bookValue(lot, day);
  expect(["2026-07-13", "2026-07-14", "2026-07-15", "2026-07-28", "2026-08-10", "2026-08-11", "2026-09-01"].map(on)).toEqual([
    ...[510_917_458, 510_917_458, 510_970_406, 511_658_729, 512_347_052, 512_400_000, 512_400_000],
  ]);
  expect(stillToAccrue(51_240, cents(510_970_404))).toBe(1_429_596);
});

test("counts the 29th of February, and the days on which clocks change, as one day each", () => {
  const leap: Lot = { ...lot, cost: cents(512_400_000 - 3_000), settled: "2024-02-27", maturity_date: "2024-03-28" };
  expect(["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-10", "2024-03-11"].map((day) => bookValue(leap, day) - leap.cost)).toEqual([
    ...[100, 200, 300, 1200, 1300],
  ]);
});

const lots = fc
  .record({
    quantity: fc.integer({ min: 1, max: 10_000_000 }),
    price: fc.integer({ min: 900_000, max: 999_999 }),
    life: fc.integer({ min: 1, max: 364 }),
  })
  .map(
    ({ quantity, price, life }): Lot => ({
      cusip: "A", quantity, cost: cents(Math.round((quantity * price) / 100)),
      settled: "2024-02-01", maturity_date: addDays("2024-02-01", life),
    }),
  );

test.each<AccrualMethod>(["straight-line", "constant-yield"])("%s: never falls, begins at cost and ends at face", (method) => {
  fc.assert(
    fc.property(lots, fc.integer({ min: -5, max: 380 }), (one, n) => {
      const day = addDays(one.settled, n);
      const value = bookValue(one, day, method);
      expect(Number.isSafeInteger(value)).toBe(true);
      expect(value).toBeLessThanOrEqual(bookValue(one, addDays(day, 1), method));
      expect(value).toBeGreaterThanOrEqual(one.cost);
      expect(value).toBeLessThanOrEqual(one.quantity * 10_000);
      if (n <= 0) expect(value).toBe(one.cost);
      if (day >= one.maturity_date) expect(value).toBe(one.quantity * 10_000);
    }),
  );
});

test("a straight line equals the ratio of whole numbers, and a constant yield lies below it", () => {
  fc.assert(
    fc.property(lots, fc.integer({ min: 1, max: 363 }), (one, n) => {
      const life = BigInt(daysBetween(one.settled, one.maturity_date));
      if (n >= life) return;
      const gain = BigInt(one.quantity * 10_000 - one.cost) * BigInt(n);
      const straight = BigInt(one.cost) + (gain * 2n + life) / (life * 2n);
      expect(BigInt(bookValue(one, addDays(one.settled, n)))).toBe(straight);
      expect(BigInt(bookValue(one, addDays(one.settled, n), "constant-yield"))).toBeLessThanOrEqual(straight);
    }),
  );
});
