import fc from "fast-check";
import { expect, test } from "vitest";
import { liveValue, nextCentIn } from "./live-value";
import { cents } from "./money";

const start = Date.parse("2026-07-15T14:00:00Z");
const priced = { value: cents(510_974_721), perSecond: "0.612823", pricedAt: "2026-07-15T14:00:00Z" };
const later = start + 86_400_000;

test("grows by its cents per second, and stands still outside of its pricing", () => {
  expect(liveValue(priced, start, later)).toBe(510_974_721);
  expect(liveValue(priced, start + 1_000, later)).toBe(510_974_721);
  expect(liveValue(priced, start + 2_000, later)).toBe(510_974_722);
  expect(liveValue(priced, start + 3_600_000, later)).toBe(510_974_721 + 2_206);
  expect(liveValue(priced, start - 5_000, later)).toBe(510_974_721);
  expect(liveValue(priced, later + 5_000, later)).toBe(liveValue(priced, later, later));
  expect(liveValue({ ...priced, perSecond: "-0.5" }, start + 3_000, later)).toBe(510_974_720);
});

test("is the value itself where it does not move", () => {
  expect(liveValue({ ...priced, perSecond: null }, later, later)).toBe(510_974_721);
  expect(liveValue({ ...priced, pricedAt: null }, later, later)).toBe(510_974_721);
  expect([nextCentIn(null), nextCentIn("0"), nextCentIn("0.612823"), nextCentIn("-2000")]).toEqual([null, null, 1632, 1]);
});

const rates = fc.integer({ min: -20_000_000, max: 20_000_000 }).map((n) => (n / 1_000_000).toFixed(6));
const times = fc.integer({ min: -10_000, max: 200_000_000 });

test("moves one way, by whole cents, exactly, and never past the next pricing", () => {
  fc.assert(
    fc.property(rates, times, times, times, fc.integer({ min: 0, max: 1_000_000_000_000 }), (perSecond, a, b, end, value) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      const at = (ms: number) => liveValue({ value: cents(value), perSecond, pricedAt: priced.pricedAt }, start + ms, start + end) - value;
      const way = Math.sign(Number(perSecond)) || 1;
      expect((at(second) - at(first)) * way).toBeGreaterThanOrEqual(0);
      expect(at(first) * way).toBeGreaterThanOrEqual(0);
      const passed = BigInt(Math.max(0, Math.min(second, end)));
      expect(BigInt(at(second))).toBe((BigInt(Math.round(Number(perSecond) * 1_000_000)) * passed) / 1_000_000_000n);
    }),
  );
});
