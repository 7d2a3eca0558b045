import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, isBusinessDay, settlementDay, weekday } from "./business-days";
import { goodFriday, isMarketDay, lastSaleDay, soonestSettlement } from "./market-days";

test("Good Fridays", () => {
  expect([1999, 2000, 2008, 2011, 2019, 2024, 2025, 2026, 2027, 2038].map(goodFriday)).toEqual([
    ...["1999-04-02", "2000-04-21", "2008-03-21", "2011-04-22", "2019-04-19", "2024-03-29", "2025-04-18", "2026-04-03", "2027-03-26"],
    "2038-04-23",
  ]);
  for (let year = 1980; year < 2100; year += 1) expect(weekday(goodFriday(year))).toBe(5);
});

test.each([
  ["2026-04-03", false, true],
  ["2026-07-03", false, true],
  ["2020-07-03", false, true],
  ["2021-12-24", false, true],
  ["2027-06-18", false, true],
  // A Saturday's New Year and Veterans Day leave the Friday open, and before 2021 nobody kept Juneteenth.
  ["2021-12-31", true, true],
  ["2023-11-10", true, true],
  ["2010-06-18", true, true],
  ["2026-06-19", false, false],
  ["2026-07-15", true, true],
  ["2026-07-18", false, false],
])("%s: traded %s, settles %s", (day, traded, settles) => expect([isMarketDay(day), isBusinessDay(day)]).toEqual([traded, settles]));

test.each([
  ["2026-07-15", "2026-07-14"],
  ["2026-07-13", "2026-07-10"],
  ["2026-07-12", "2026-07-09"],
  ["2026-07-06", "2026-07-02"],
  ["2026-04-06", "2026-04-02"],
  ["2026-11-27", "2026-11-25"],
])("for money on %s bills are sold on %s at the latest", (day, sale) => expect(lastSaleDay(day)).toBe(sale));

test.each([
  ["2026-07-15", "2026-07-16"],
  ["2026-07-17", "2026-07-20"],
  ["2026-07-18", "2026-07-21"],
  ["2026-07-03", "2026-07-07"],
  ["2026-04-03", "2026-04-07"],
  ["2026-11-25", "2026-11-27"],
])("whoever sells from %s on has the money on %s", (from, day) => expect(soonestSettlement(from)).toBe(day));

test("nobody who can still sell for a day is told of a later one, and nobody who cannot is told of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 12 }), (n, later) => {
      const today = addDays("2000-01-01", n);
      const day = addDays(today, later);
      expect(soonestSettlement(today) <= day).toBe(lastSaleDay(day) >= today);
    }),
  );
});

test("the last sale settles in time, and none on a later day does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const day = addDays("2000-01-01", n);
      const sale = lastSaleDay(day);
      expect(isMarketDay(sale)).toBe(true);
      expect(settlementDay(sale) <= day).toBe(true);
      for (let at = addDays(sale, 1); at < day; at = addDays(at, 1)) expect(isMarketDay(at) && settlementDay(at) <= day).toBe(false);
    }),
  );
});
