import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween } from "./business-days";
import { inMonth, monthEnd } from "./months";

test.each([
  ["2024-01-31", 1, 31, "2024-02-29"],
  ["2025-01-31", 1, 31, "2025-02-28"],
  ["2024-02-29", 12, 29, "2025-02-28"],
  ["2024-02-29", -12, 31, "2023-02-28"],
  ["2026-12-15", 1, 15, "2027-01-15"],
  ["2026-01-15", -1, 1, "2025-12-01"],
])("from %s, %d months on, day %d", (day, months, date, expected) => expect(inMonth(day, months, date)).toBe(expected));

test("months follow each other without a gap", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -600, max: 600 }), (n, months) => {
      const day = addDays("1990-01-01", n);
      expect(addDays(monthEnd(inMonth(day, months, 1)), 1)).toBe(inMonth(day, months + 1, 1));
      expect(inMonth(day, months, 31)).toBe(monthEnd(inMonth(day, months, 1)));
      expect(daysBetween(day, monthEnd(day))).toBeLessThan(31);
      expect(monthEnd(day).slice(0, 7)).toBe(day.slice(0, 7));
    }),
  );
});
