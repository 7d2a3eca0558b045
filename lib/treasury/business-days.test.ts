import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  bankHolidays,
  businessDayFrom,
  businessDayUntil,
  daysBetween,
  isBusinessDay,
  nextBusinessDay,
  previousBusinessDay,
  settlementDay,
  weekday,
} from "./business-days";

const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays("2000-01-01", n));

describe("holidays", () => {
  test("of 2026, with one that falls on a Saturday left out", () => {
    expect(bankHolidays(2026).map(({ day }) => day)).toEqual([
      "2026-01-01",
      "2026-01-19",
      "2026-02-16",
      "2026-05-25",
      "2026-06-19",
      "2026-09-07",
      "2026-10-12",
      "2026-11-11",
      "2026-11-26",
      "2026-12-25",
    ]);
  });
  test("of 2027, with one moved from Sunday to Monday and two on a Saturday left out", () => {
    expect(bankHolidays(2027).map(({ day }) => day)).toEqual([
      "2027-01-01",
      "2027-01-18",
      "2027-02-15",
      "2027-05-31",
      "2027-07-05",
      "2027-09-06",
      "2027-10-11",
      "2027-11-11",
      "2027-11-25",
    ]);
  });
  test("Juneteenth since 2021", () => {
    expect(bankHolidays(2020).some(({ name }) => name === "Juneteenth")).toBe(false);
    expect(bankHolidays(2024).some(({ day }) => day === "2024-06-19")).toBe(true);
  });
});

test.each([
  ["2026-07-15", "2026-07-16", "2026-07-14"],
  ["2026-07-17", "2026-07-20", "2026-07-16"],
  ["2026-07-19", "2026-07-20", "2026-07-17"],
  ["2026-06-18", "2026-06-22", "2026-06-17"],
  ["2024-12-31", "2025-01-02", "2024-12-30"],
])("around %s", (day, next, previous) => {
  expect(nextBusinessDay(day)).toBe(next);
  expect(previousBusinessDay(day)).toBe(previous);
});

test("trades settle on the next business day, those of a weekend one after the Monday", () => {
  expect(settlementDay("2026-07-15")).toBe("2026-07-16");
  expect(settlementDay("2026-07-17")).toBe("2026-07-20");
  expect(settlementDay("2026-07-18")).toBe("2026-07-21");
  expect(settlementDay("2026-11-25")).toBe("2026-11-27");
});

test("counts days over leap years and months", () => {
  expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(weekday("2026-07-15")).toBe(3);
  fc.assert(fc.property(days, fc.integer({ min: -800, max: 800 }), (day, n) => void expect(daysBetween(day, addDays(day, n))).toBe(n)));
});

test("never lands on a day off, and skips none", () => {
  fc.assert(
    fc.property(days, (day) => {
      const next = nextBusinessDay(day);
      expect(isBusinessDay(next)).toBe(true);
      expect(next > day).toBe(true);
      for (let at = addDays(day, 1); at < next; at = addDays(at, 1)) expect(isBusinessDay(at)).toBe(false);
      expect(daysBetween(day, next)).toBeLessThanOrEqual(5);
      expect(previousBusinessDay(next)).toBe(businessDayUntil(day));
      expect(businessDayFrom(next)).toBe(next);
    }),
  );
});
