import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "./business-days";
import { cents } from "./money";
import { averageMaturity, averageYield } from "./weighted";

const today = "2026-07-15";

test("averages over cash and bills by their value", () => {
  const positions = [
    { value: cents(1_000_000), maturity_date: addDays(today, 28), yield_to_maturity: "0.0378" },
    { value: cents(3_000_000), maturity_date: addDays(today, 91), yield_to_maturity: "0.0382" },
  ];
  expect(averageMaturity(positions, today)).toEqual({ average: "75.3", of: 4_000_000, without: 0 });
  expect(averageYield(positions)).toEqual({ average: "0.0381", of: 4_000_000, without: 0 });
  expect(averageMaturity([...positions, { value: cents(4_000_000), maturity_date: today }], today).average).toBe("37.6");
});

test("says how much it does not know, and nothing of nothing", () => {
  expect(averageYield([{ value: cents(5), yield_to_maturity: null }])).toEqual({ average: null, of: 0, without: 5 });
  expect(averageMaturity([], today)).toEqual({ average: null, of: 0, without: 0 });
  expect(averageMaturity([{ value: cents(7), maturity_date: "2026-07-01" }], today).average).toBe("0.0");
});

const position = fc.record({ value: fc.integer({ min: 0, max: 900_000_000_000 }).map(cents), days: fc.integer({ min: 0, max: 364 }) });
const positions = fc.array(position, {
  minLength: 1,
  maxLength: 20,
});

test("equals the ratio in whole numbers, rounded half up, and lies between the nearest and the farthest", () => {
  fc.assert(
    fc.property(positions, (held) => {
      const { average, of } = averageMaturity(held.map(({ value, days }) => ({ value, maturity_date: addDays(today, days) })), today);
      const total = held.reduce((all, { value, days }) => all + BigInt(value) * BigInt(days), 0n);
      const counted = held.filter(({ value }) => value > 0).map(({ days }) => days);
      if (counted.length === 0) return void expect(average).toBeNull();
      const tenths = (total * 20n + BigInt(of)) / (BigInt(of) * 2n);
      expect(average).toBe(`${tenths / 10n}.${tenths % 10n}`);
      expect(Number(average)).toBeGreaterThanOrEqual(Math.min(...counted));
      expect(Number(average)).toBeLessThanOrEqual(Math.max(...counted));
    }),
  );
});
