import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween, isBusinessDay } from "./business-days";
import { datesOf, possibleCadences, type Cadence } from "./cadence";

const days = fc.integer({ min: 0, max: 4000 }).map((n) => addDays("2020-01-01", n));
const shift = fc.constantFrom("next" as const, "previous" as const, "ahead" as const, "none" as const);
const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ rhythm: fc.constantFrom("weekly" as const, "biweekly" as const), anchor: days, shift: shift.filter((one) => one !== "ahead") }),
  fc.record({ rhythm: fc.constant("monthly" as const), dates: fc.integer({ min: 1, max: 31 }).map((date) => [date]), shift }),
  fc.record({
    rhythm: fc.constant("semimonthly" as const),
    dates: fc.integer({ min: 1, max: 15 }).map((date) => [date, date + 15]),
    shift,
  }),
);

test("dates move with weekends, holidays and the ends of months", () => {
  const monthly = (date: number, shift: Cadence["shift"]): Cadence => ({ rhythm: "monthly", dates: [date], shift });
  expect(datesOf(monthly(31, "previous"), "2024-01-15", "2024-07-15")).toEqual([
    ...["2024-01-31", "2024-02-29", "2024-03-29", "2024-04-30", "2024-05-31", "2024-06-28"],
  ]);
  expect(datesOf(monthly(1, "next"), "2024-05-31", "2024-09-30")).toEqual(["2024-06-03", "2024-07-01", "2024-08-01", "2024-09-03"]);
  expect(datesOf({ rhythm: "semimonthly", dates: [15, 31], shift: "previous" }, "2026-01-01", "2026-02-28")).toEqual([
    ...["2026-01-15", "2026-01-30", "2026-02-13", "2026-02-27"],
  ]);
  // Mondays, of which 25 May 2026 is Memorial Day.
  expect(datesOf({ rhythm: "weekly", anchor: "2026-01-05", shift: "next" }, "2026-05-17", "2026-06-01")).toEqual([
    ...["2026-05-18", "2026-05-26", "2026-06-01"],
  ]);
  expect(datesOf({ rhythm: "biweekly", anchor: "2026-06-05", shift: "none" }, "2026-05-01", "2026-06-06")).toEqual([
    ...["2026-05-08", "2026-05-22", "2026-06-05"],
  ]);
});

test("dates are in order, within their bounds, on business days unless left alone, and the same however the span is cut", () => {
  fc.assert(
    fc.property(cadences, days, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 200 }), (cadence, from, first, second) => {
      const [middle, to] = [addDays(from, first), addDays(from, first + second)];
      const dates = datesOf(cadence, from, to);
      expect(dates).toEqual([...dates].sort());
      for (const date of dates) {
        expect(date >= from && date <= to).toBe(true);
        if (cadence.shift !== "none") expect(isBusinessDay(date)).toBe(true);
      }
      expect([...datesOf(cadence, from, middle), ...datesOf(cadence, addDays(middle, 1), to)]).toEqual(dates);
    }),
  );
});

test("the cadence that days follow is among the possible ones", () => {
  fc.assert(
    fc.property(cadences, days, (cadence, from) => {
      const dates = datesOf(cadence, from, addDays(from, 220));
      const near = (one: Cadence) =>
        datesOf(one, dates[0]!, dates.at(-1)!).every((date, i) => dates[i] !== undefined && Math.abs(daysBetween(date, dates[i])) <= 2);
      expect(possibleCadences(dates).some((one) => one.rhythm === cadence.rhythm && near(one))).toBe(true);
    }),
  );
});
