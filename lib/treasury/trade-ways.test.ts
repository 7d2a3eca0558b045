import fc from "fast-check";
import { expect, test } from "vitest";
import { publishedWay, waysOf } from "./trade-ways";

const trade = (activity: string, quantity: number, cusip = "A") => ({ activity, cusip, quantity });

test("published activities go their way, whatever is held", () => {
  expect(["BUY", "SELL", "MATURITY", "MOVED"].map(publishedWay)).toEqual([1, -1, -1, null]);
  expect(waysOf([trade("BUY", 5)], new Map())(trade("BUY", 5))).toBe(1);
});

test("others go the way in which all adds up, or none", () => {
  const wayOf = (held: number, ...others: ReturnType<typeof trade>[]) =>
    waysOf([trade("BUY", 5), ...others], new Map([["A", held]]))(others[0]!);
  expect(wayOf(8, trade("IN", 3))).toBe(1);
  expect(wayOf(2, trade("OUT", 3))).toBe(-1);
  expect(wayOf(9, trade("IN", 1), trade("IN", 3))).toBe(1);
  expect(wayOf(7, trade("IN", 3))).toBeNull();
  expect(wayOf(5, trade("IN", 3), trade("OUT", 3))).toBeNull();
  expect(waysOf([trade("OUT", 3, "B")], new Map())(trade("OUT", 3, "B"))).toBeNull();
});

test("an unpublished name is told whichever way it went", () => {
  const units = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(fc.array(units, { maxLength: 5 }), units, fc.constantFrom(1, -1), (bought, moved, way) => {
      const trades = [...bought.map((quantity) => trade("BUY", quantity)), trade("MOVED", moved)];
      const held = bought.reduce((total, one) => total + one, 0) + way * moved;
      expect(waysOf(trades, new Map([["A", held]]))(trades.at(-1)!)).toBe(way);
    }),
  );
});
