import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addDays, daysBetween } from "./business-days";
import { daysHeld, discountFromPrice, investmentRate, moneyMarketYield, priceFromDiscount, yearAfter } from "./bill-rates";
import { faceValue, marketValue } from "./t-bill";

describe("the examples of 31 CFR part 356, appendix B, section VI", () => {
  it("A: a bill of 24 November 1989, due 22 February 1990, at 7.610 %", () => {
    const days = daysBetween("1989-11-24", "1990-02-22");
    expect(days).toBe(90);
    expect(priceFromDiscount(".07610", days)).toBe("98.097500");
  });

  it("B: a bid for $10,000 of bills at 98.098000", () => {
    expect(marketValue(100, "98.098000")).toBe(980_980);
    expect(faceValue(100) - marketValue(100, "98.098000")).toBe(19_020);
  });

  it("C: a bill of 30 December 1982, due 30 June 1983, at 95.934567", () => {
    const days = daysBetween("1982-12-30", "1983-06-30");
    expect(days).toBe(182);
    expect(discountFromPrice("95.934567", days)).toBe("0.08042");
    expect(discountFromPrice("95.934567", days, 9)).toBe("0.080415158");
  });

  it("D.1: a cash management bill of 1 June 1990, due 21 June 1990, at 7.930 %", () => {
    const days = daysBetween("1990-06-01", "1990-06-21");
    const price = priceFromDiscount(".0793", days);
    expect(price).toBe("99.559444");
    expect(investmentRate(price, days, yearAfter("1990-06-01"))).toBe("0.08076");
    // The appendix prints .080756: it rounds (100 - P) / P to .004425 on the way. Rounded once, it is:
    expect(investmentRate(price, days, 365, 6)).toBe("0.080757");
  });

  it("D.1: the year after a settlement has 366 days where a 29 February lies in it", () => {
    expect(yearAfter("2019-02-28")).toBe(365);
    expect(yearAfter("2019-03-01")).toBe(366);
  });

  it("D.2: a 52-week bill of 7 June 1990, due 6 June 1991, at 7.65 %", () => {
    const days = daysBetween("1990-06-07", "1991-06-06");
    const price = priceFromDiscount(".0765", days);
    expect(price).toBe("92.265000");
    expect(investmentRate(price, days, yearAfter("1990-06-07"))).toBe("0.08237");
    expect(investmentRate(price, days, 365, 9)).toBe("0.082373244");
  });
});

// High rate, price and coupon equivalent of weekly auctions as they were announced.
test.each([
  // May to December 2017
  ["0.00905", 91, "99.771236", 365, "0.00920"],
  ["0.01020", 182, "99.484333", 365, "0.01040"],
  ["0.01115", 182, "99.436306", 365, "0.01137"],
  ["0.01035", 91, "99.738375", 365, "0.01052"],
  ["0.01140", 182, "99.423667", 365, "0.01163"],
  ["0.01445", 91, "99.634736", 365, "0.01470"],
  ["0.01530", 182, "99.226500", 365, "0.01563"],
  // At the end of 2015, before the 29 February of 2016
  ["0.00215", 91, "99.945653", 366, "0.00219"],
  ["0.00415", 182, "99.790194", 366, "0.00423"],
  ["0.00280", 91, "99.929222", 366, "0.00285"],
  ["0.00585", 182, "99.704250", 366, "0.00597"],
] as const)("an auction at %s for %d days", (rate, days, price, year, equivalent) => {
  expect(priceFromDiscount(rate, days)).toBe(price);
  expect(discountFromPrice(price, days)).toBe(rate);
  expect(investmentRate(price, days, year)).toBe(equivalent);
});

test("the year after a settlement, day by day around a 29 February", () => {
  expect(["2023-02-28", "2023-03-01", "2024-02-28", "2024-02-29", "2024-03-01"].map(yearAfter)).toEqual([365, 366, 366, 365, 365]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const day = addDays("1990-01-01", n);
      const following = Array.from({ length: 365 }, (_, i) => addDays(day, i + 1));
      expect(yearAfter(day)).toBe(following.some((one) => one.endsWith("02-29")) ? 366 : 365);
    }),
    { numRuns: 50 },
  );
});

const years = fc.constantFrom(365 as const, 366 as const);
const rates = fc.integer({ min: 0, max: 20_000 });
const fraction = (rate: number) => `0.${String(rate).padStart(5, "0")}`;
/** Half up, of whole numbers. */
const rounded = (numerator: bigint, denominator: bigint) => (numerator * 2n + denominator) / (denominator * 2n);
const sixDecimals = (price: string) => BigInt(price.replace(".", ""));

test("prices and simple rates equal the ratios of whole numbers, rounded half up", () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 182 }), years, (rate, days, year) => {
      const price = priceFromDiscount(fraction(rate), days);
      expect(sixDecimals(price)).toBe(rounded(3_600_000_000_000n - BigInt(rate) * BigInt(days) * 100_000n, 36_000n));
      const discount = 100_000_000n - sixDecimals(price);
      const five = (text: string | null) => BigInt(text!.replace(".", ""));
      expect(five(moneyMarketYield(price, days))).toBe(rounded(discount * 360n * 100_000n, sixDecimals(price) * BigInt(days)));
      expect(five(investmentRate(price, days, year))).toBe(rounded(discount * BigInt(year) * 100_000n, sixDecimals(price) * BigInt(days)));
    }),
  );
});

test("a price gives back the rate it was made from", () => {
  // Over one day alone six decimals of a price are too few for five of a rate.
  fc.assert(
    fc.property(rates, fc.integer({ min: 2, max: 364 }), (rate, days) => {
      expect(discountFromPrice(priceFromDiscount(fraction(rate), days), days)).toBe(fraction(rate));
    }),
  );
});

test("beyond half a year the rate solves the equation of D.2, to the last of 15 digits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 80_000_000, max: 99_999_999 }), fc.integer({ min: 184, max: 364 }), years, (price, days, year) => {
      const text = `${Math.trunc(price / 1e6)}.${String(price % 1e6).padStart(6, "0")}`;
      // Price x (1 + (days - year/2) x i/year) x (1 + i/2) against 100, in whole numbers: i in 10^-15, everything by 4 x year.
      const [one, d, y] = [10n ** 15n, BigInt(days), BigInt(year)];
      const value = (i: bigint) => BigInt(price) * (2n * y * one + (2n * d - y) * i) * (2n * one + i);
      const target = 100_000_000n * 4n * y * one * one;
      const i = BigInt(investmentRate(text, days, year, 15)!.replace(".", ""));
      expect(value(i - 1n) < target && value(i + 1n) > target).toBe(true);
    }),
  );
});

test("the two forms meet at half a year, and yields fall as the price rises", () => {
  fc.assert(
    fc.property(fc.integer({ min: 90_000, max: 99_998 }), fc.integer({ min: 1, max: 364 }), years, (price, days, year) => {
      const [low, high] = [price, price + 1].map((one) => (one / 1000).toFixed(3)) as [string, string];
      for (const yieldOf of [(p: string) => investmentRate(p, days, year, 12), (p: string) => moneyMarketYield(p, days, 12)]) {
        expect(Number(yieldOf(low))).toBeGreaterThan(Number(yieldOf(high)));
      }
      const [before, after] = [Math.floor(year / 2), Math.floor(year / 2) + 1].map((at) => Number(investmentRate(low, at, year, 12)));
      expect(Math.abs(before! - after!)).toBeLessThan(before! * 0.0085);
    }),
  );
});

test("on the day of maturity there is no rate, and the price is the face", () => {
  expect(priceFromDiscount("0.0372", 0)).toBe("100.000000");
  expect([discountFromPrice("100", 0), moneyMarketYield("100", 0), investmentRate("100", 0, 365)]).toEqual([null, null, null]);
});

test("a buyer holds a bill from its settlement on", () => {
  expect(daysHeld("2026-07-15", "2026-08-13")).toBe(28);
  expect(daysHeld("2026-07-17", "2026-08-13")).toBe(24);
  expect(daysHeld("2024-02-28", "2024-03-28")).toBe(28);
  expect(daysHeld("2026-07-15", "2026-07-15")).toBe(0);
});
