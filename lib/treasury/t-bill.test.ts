import fc from "fast-check";
import { expect, test } from "vitest";
import { bondEquivalentYield, faceValue, marketValue, priceFromDiscount } from "./t-bill";

test("values positions as in Jiko's published figures", () => {
  expect(marketValue(2100, "98.612361")).toBe(20_708_596);
  expect(marketValue(2123, "98.612361")).toBe(20_935_404);
  expect(marketValue(51_240, "99.721000")).toBe(510_970_404);
  expect(marketValue(51_240, "99.710667")).toBe(510_917_458);
});

test("rounds half a cent up and is exact where floats are not", () => {
  expect(marketValue(1, "0.005")).toBe(1);
  expect(marketValue(1, "1.005")).toBe(101);
  expect(marketValue(10_000_000, "99.999999")).toBe(99_999_999_000);
  const prices = fc.integer({ min: 1, max: 100_000_000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50_000_000 }), prices, (quantity, price) => {
      const text = `${Math.trunc(price / 1e6)}.${String(price % 1_000_000).padStart(6, "0")}`;
      expect(BigInt(marketValue(quantity, text))).toBe((BigInt(quantity) * BigInt(price) + 5_000n) / 10_000n);
    }),
  );
});

test("prices from the discount rate", () => {
  expect(priceFromDiscount("0.0372", 27)).toBe("99.721000");
  expect(priceFromDiscount("0.0372", 28)).toBe("99.710667");
  expect(priceFromDiscount("0.0372", 0)).toBe("100.000000");
});

test("price falls with the days to go and stays below face", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 364 }), (rate, days) => {
      const text = (rate / 10_000).toFixed(4);
      expect(Number(priceFromDiscount(text, days))).toBeLessThan(Number(priceFromDiscount(text, days - 1)));
      expect(marketValue(1, priceFromDiscount(text, days))).toBeLessThanOrEqual(faceValue(1));
    }),
  );
});

test("yields, short and long", () => {
  expect(bondEquivalentYield("99.721000", 27)).toBe("0.0378");
  expect(bondEquivalentYield("100.000000", 0)).toBe("0.0000");
  // Beyond half a year the yield solves P x (1 + (r - y/2) x i/y) x (1 + i/2) = 100, as the appendix defines it.
  const i = Number(bondEquivalentYield("92.265000", 350));
  expect(92.265 * (1 + (350 - 182.5) * (i / 365)) * (1 + i / 2)).toBeCloseTo(100, 1);
  expect(Number(bondEquivalentYield("96.286000", 183))).toBeCloseTo(Number(bondEquivalentYield("96.286000", 182)), 2);
});
