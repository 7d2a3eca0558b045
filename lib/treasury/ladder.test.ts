import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween } from "./business-days";
import { ladder, ladderSteps } from "./ladder";
import { cents, sum } from "./money";

const today = "2024-02-28";
const held = (days: number, value = 100) => ({ quantity: 1, value: cents(value), maturity_date: addDays(today, days) });

test.each([
  [-3, 0],
  [0, 0],
  [7, 0],
  [8, 1],
  [30, 1],
  [31, 2],
  [60, 2],
  [61, 3],
  [91, 3],
  [92, 4],
  [182, 4],
  [183, 5],
  [364, 5],
  [365, 6],
  [5000, 6],
])("a bill %d days from maturity stands on step %d", (days, step) => {
  expect(ladder([held(days)], today).findIndex(({ positions }) => positions.length > 0)).toBe(step);
});

test("steps follow each other without a gap", () => {
  ladderSteps.forEach((step, i) => expect(step.from).toBe(i === 0 ? 0 : ladderSteps[i - 1]!.until! + 1));
  expect(ladderSteps.at(-1)!.until).toBeNull();
});

test("what has no maturity stands apart, and only where there is any", () => {
  const buckets = ladder([{ quantity: null, value: cents(5), maturity_date: null }, held(1)], today);
  expect(buckets.at(-1)).toMatchObject({ step: null, value: 5, face: 0 });
  expect(ladder([held(1)], today)).toHaveLength(ladderSteps.length);
});

const positions = fc.array(
  fc.record({
    quantity: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
    value: fc.integer({ min: 0, max: 100_000_000_000 }).map(cents),
    maturity_date: fc.option(fc.integer({ min: -10, max: 800 }).map((days) => addDays(today, days))),
  }),
  { maxLength: 40 },
);

test("every position stands on one step, within its days, in order, and all add up to the cent", () => {
  fc.assert(
    fc.property(positions, (all) => {
      const buckets = ladder(all, today);
      expect(sum(buckets.map(({ value }) => value))).toBe(sum(all.map(({ value }) => value)));
      expect(sum(buckets.map(({ face }) => face))).toBe(all.reduce((total, { quantity }) => total + (quantity ?? 0) * 10_000, 0));
      expect(buckets.flatMap(({ positions }) => positions)).toHaveLength(all.length);
      for (const { step, positions } of buckets) {
        const days = positions.map(({ maturity_date }) => (maturity_date === null ? null : Math.max(0, daysBetween(today, maturity_date))));
        for (const one of days) {
          if (step === null) expect(one).toBeNull();
          else expect(one! >= step.from && one! <= (step.until ?? Infinity)).toBe(true);
        }
        if (step) expect(days).toEqual([...days].sort((a, b) => a! - b!));
      }
    }),
  );
});
