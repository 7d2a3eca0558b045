import fc from "fast-check";
import { expect, test } from "vitest";
import { downsample } from "./downsample";

const series = fc.array(fc.integer(), { maxLength: 3_000 }).map((values) => values.map((value, at) => ({ at, value })));
const valueOf = ({ value }: { value: number }) => value;

test("keeps the first, the last, the smallest and the largest, in order, and no more than asked for", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 4, max: 500 }), (points, most) => {
      const kept = downsample(points, most, valueOf);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept.map(({ at }) => at)).toEqual([...new Set(kept.map(({ at }) => at))].sort((a, b) => a - b));
      for (const one of kept) expect(points[one.at]).toBe(one);
      if (points.length === 0) return void expect(kept).toEqual([]);
      expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
      expect(Math.min(...kept.map(valueOf))).toBe(Math.min(...points.map(valueOf)));
      expect(Math.max(...kept.map(valueOf))).toBe(Math.max(...points.map(valueOf)));
      if (points.length <= most) expect(kept).toEqual(points);
    }),
  );
});

test("leaves no stretch of the series bare", () => {
  const points = Array.from({ length: 100_000 }, (_, at) => ({ at, value: Math.sin(at / 900) }));
  const kept = downsample(points, 400, valueOf);
  expect(kept.length).toBeGreaterThan(390);
  kept.slice(1).forEach(({ at }, i) => expect(at - kept[i]!.at).toBeLessThan(2 * (100_000 / 199) + 2));
});

test("refuses fewer points than show a series", () => {
  expect(() => downsample([1, 2, 3, 4], 3, (one) => one)).toThrow(RangeError);
});
