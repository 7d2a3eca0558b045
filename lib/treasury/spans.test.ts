import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "./business-days";
import { cut, lastQuarters } from "./spans";

const aDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1990-01-01", days));

describe("cut", () => {
  it("covers every day of the span once, in order, with no more pieces than asked for", () => {
    fc.assert(
      fc.property(aDay, fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40_000 })), fc.integer({ min: 1, max: 15 }), (from, length, most) => {
        const to = addDays(from, length);
        const { spans } = cut({ from, to }, most);
        expect(spans.length).toBeGreaterThan(0);
        expect(spans.length).toBeLessThanOrEqual(Math.max(most, 1));
        expect(spans[0]!.from).toBe(from);
        expect(spans.at(-1)!.to).toBe(to);
        spans.forEach((span, i) => {
          expect(span.from <= span.to).toBe(true);
          if (i > 0) expect(span.from).toBe(addDays(spans[i - 1]!.to, 1));
        });
        expect(spans.reduce((days, span) => days + daysBetween(span.from, span.to) + 1, 0)).toBe(length + 1);
      }),
    );
  });

  it("is as fine as the pieces allow, along the calendar", () => {
    const of = (from: string, to: string) => {
      const { unit, spans } = cut({ from, to }, 12);
      return [unit, spans.length, spans[0]!.to, spans.at(-1)!.from];
    };
    expect(of("2026-07-13", "2026-07-15")).toEqual(["day", 3, "2026-07-13", "2026-07-15"]);
    expect(of("2026-07-01", "2026-07-15")).toEqual(["week", 3, "2026-07-05", "2026-07-13"]);
    expect(of("2026-01-01", "2026-12-31")).toEqual(["month", 12, "2026-01-31", "2026-12-01"]);
    expect(of("2025-12-31", "2026-12-31")).toEqual(["quarter", 5, "2025-12-31", "2026-10-01"]);
    expect(of("2020-05-01", "2026-07-15")).toEqual(["year", 7, "2020-12-31", "2026-01-01"]);
    expect(of("2000-01-01", "2026-07-15")).toEqual(["year", 6, "2004-12-31", "2025-01-01"]);
    expect(cut({ from: "2026-07-02", to: "2026-07-01" }, 12).spans).toEqual([]);
  });
});

it("the last quarters end today and can be cut into as many", () => {
  expect(lastQuarters(1, "2026-07-15")).toEqual({ from: "2026-07-01", to: "2026-07-15" });
  expect(lastQuarters(11, "2026-02-28")).toEqual({ from: "2023-07-01", to: "2026-02-28" });
  fc.assert(
    fc.property(aDay, fc.integer({ min: 5, max: 12 }), (to, count) => {
      const { unit, spans } = cut(lastQuarters(count, to), 12);
      return spans.length === count ? unit === "quarter" : unit === "month" || unit === "week" || unit === "quarter";
    }),
  );
});
