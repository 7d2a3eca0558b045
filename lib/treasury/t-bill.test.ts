import fc from "fast-check";
import { expect, test } from "vitest";
import { faceValue, marketValue } from "./t-bill";

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

test("face value is $100 for each unit", () => expect(faceValue(51_240)).toBe(512_400_000));
