import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { addDays, daysBetween, isBusinessDay, weekday } from "@/lib/treasury/business-days";
import { checkDigit, newestBill } from "./bills";
import { dayOf, endOf, instantAt } from "./clock";
import { discountRate, priceNextDay, priceOn, pricingDay, pricingTime } from "./prices";

const days = fc.integer({ min: 0, max: 1800 }).map((n) => addDays("2023-06-01", n));
const inNewYork = (instant: Date) => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO("America/New_York");

test("days and times are New York's", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("2008-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }), (instant) => {
      expect(dayOf(instant)).toBe(inNewYork(instant).toPlainDate().toString());
    }),
  );
  fc.assert(
    fc.property(days, fc.integer({ min: 3, max: 23 }), (day, hour) => {
      const zoned = inNewYork(instantAt(day, `${String(hour).padStart(2, "0")}:30`));
      expect(zoned.toPlainDateTime().toString()).toBe(`${day}T${String(hour).padStart(2, "0")}:30:00`);
    }),
  );
  expect(endOf("2026-03-08").toISOString()).toBe("2026-03-09T03:59:59.999Z");
});

test("prices come out at ten on business days", () => {
  expect(pricingTime(new Date("2026-07-15T14:00:00Z"))).toBe("2026-07-15T14:00:00Z");
  expect(pricingTime(new Date("2026-07-15T13:59:59Z"))).toBe("2026-07-14T14:00:00Z");
  expect(pricingDay(new Date("2026-07-19T20:00:00Z"))).toBe("2026-07-17");
  expect(pricingDay(new Date("2026-06-19T20:00:00Z"))).toBe("2026-06-18");
});

test("a bill costs less than its face until its last day, and the rate stays in the range of the years", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 364 }), (day, left) => {
      const maturity = addDays(day, left);
      expect(priceOn(day, maturity)).toMatch(/^\d{2}\.\d{6}$/);
      expect(Number(discountRate(day, left))).toBeGreaterThan(0.03);
      expect(Number(discountRate(day, left))).toBeLessThan(0.06);
      expect(Number(priceNextDay(day, maturity))).toBeGreaterThan(Number(priceOn(day, maturity)));
    }),
  );
  expect(priceOn("2026-07-15", "2026-07-15")).toBe("100.000000");
});

test("check digits of CUSIPs", () => {
  // Those of two shares that everybody knows.
  expect(checkDigit("03783310")).toBe("0");
  expect(checkDigit("59491810")).toBe("4");
});

test.each([
  ["UST-4W", 28, 2],
  ["UST-13W", 91, 4],
  ["UST-26W", 182, 4],
  ["UST-52W", 364, 4],
])("bills of %s mature on the weekday of their auctions, or after a day off", (strategy, life, wanted) => {
  fc.assert(
    fc.property(days.filter(isBusinessDay), (day) => {
      const bill = newestBill(strategy, day);
      expect(bill.cusip).toMatch(/^912797[A-HJ-NP-Z]{2}\d$/);
      expect(bill.cusip.at(-1)).toBe(checkDigit(bill.cusip.slice(0, 8)));
      expect(isBusinessDay(bill.maturity_date)).toBe(true);
      let nominal = bill.maturity_date;
      while (weekday(nominal) !== wanted) nominal = addDays(nominal, -1);
      for (let at = nominal; at < bill.maturity_date; at = addDays(at, 1)) expect(isBusinessDay(at)).toBe(false);
      const left = daysBetween(day, nominal);
      expect(left).toBeLessThanOrEqual(life);
      expect(left).toBeGreaterThan(life - (strategy === "UST-52W" ? 30 : 9));
    }),
  );
});

test("one maturity is one security over all tenors", () => {
  // Issued on 9 July and 8 October 2026, both due on 7 January 2027.
  expect(newestBill("UST-26W", "2026-07-09")).toEqual(newestBill("UST-13W", "2026-10-08"));
  expect(newestBill("UST-4W", "2026-07-14").maturity_date).toBe("2026-08-11");
});
