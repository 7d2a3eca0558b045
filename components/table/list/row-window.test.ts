import fc from "fast-check";
import { expect, it } from "vitest";
import { rowsToKeep, spanInView } from "./row-window";

it("is what can be seen and a few beyond", () => {
  expect(spanInView({ top: 100, bottom: 820, rowsTop: 136, rowsHeight: 3_600_000 }, 100_000)).toEqual({ first: 0, end: 27 });
  expect(spanInView({ top: 100, bottom: 820, rowsTop: 100 - 36 * 5000, rowsHeight: 3_600_000 }, 100_000)).toEqual({ first: 4992, end: 5028 });
});

it("covers every visible row and stays small, wherever the rows stand and however many there are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: -4_000_000, max: 2000 }), fc.constantFrom(36, 240), (count, rowsTop, height) => {
      const { first, end } = spanInView({ top: 0, bottom: 900, rowsTop, rowsHeight: count * height }, count);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      expect(end - first).toBeLessThanOrEqual(900 / height + 20);
      const visible = [Math.floor(-rowsTop / height), Math.ceil((900 - rowsTop) / height) - 1].filter((row) => row >= 0 && row < count);
      for (const row of visible) expect(row >= first && row < end).toBe(true);
    }),
  );
});

it("keeps the row that has the focus, in its order", () => {
  expect(rowsToKeep({ first: 5, end: 8 }, 2)).toEqual([2, 5, 6, 7]);
  expect(rowsToKeep({ first: 5, end: 8 }, 6)).toEqual([5, 6, 7]);
  expect(rowsToKeep({ first: 5, end: 8 }, 900)).toEqual([5, 6, 7, 900]);
  expect(rowsToKeep({ first: 0, end: 2 }, -1)).toEqual([0, 1]);
});
