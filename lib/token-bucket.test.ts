import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { take, type Bucket, type Limit } from "./token-bucket";

const limits = fc.record({ perMinute: fc.integer({ min: 1, max: 10_000 }), burst: fc.integer({ min: 1, max: 500 }) });
const gaps = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 300 });

/** When each of the requests that come after these gaps was let through. */
function letThrough(limit: Limit, steps: number[]): number[] {
  const passed: number[] = [];
  let bucket: Bucket | null = null;
  let at = 0;
  for (const step of steps) {
    at += step;
    const taken = take(limit, bucket, at);
    bucket = taken.bucket;
    if (taken.waitMs === 0) passed.push(at);
  }
  return passed;
}

describe("take", () => {
  it("lets through no more in any stretch of time than the burst and what has flowed in", () => {
    fc.assert(
      fc.property(limits, gaps, (limit, steps) => {
        const passed = letThrough(limit, steps);
        return passed.every((from, i) =>
          passed.slice(i).every((to, j) => j + 1 <= limit.burst + ((to - from) * limit.perMinute) / 60_000 + 1e-6),
        );
      }),
    );
  });

  it("never refuses who stays within the average", () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 200 }), (limit, count) => {
        const step = Math.ceil(60_000 / limit.perMinute) + 1;
        expect(letThrough(limit, Array.from({ length: count }, () => step))).toHaveLength(count);
      }),
    );
  });

  it("says truly how long to wait, and a refused request costs nothing", () => {
    fc.assert(
      fc.property(limits, gaps, (limit, steps) => {
        let bucket: Bucket | null = null;
        let at = 0;
        for (const step of steps) {
          at += step;
          const taken = take(limit, bucket, at);
          bucket = taken.bucket;
          if (taken.waitMs === 0) continue;
          // One millisecond more for what the arithmetic of fractions may lack.
          expect(take(limit, bucket, at + taken.waitMs + 1).waitMs).toBe(0);
          if (taken.waitMs > 2) expect(take(limit, bucket, at + taken.waitMs - 2).waitMs).toBeGreaterThan(0);
        }
      }),
    );
  });
});
