import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/treasury/business-days";
import { cents, sum } from "@/lib/treasury/money";
import { rowsOf, spanLabel, stretchesOf } from "./earnings-spans";

const aDay = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays("2000-01-01", days));

describe("earnings over time", () => {
  it("never takes more than twelve reads, and the rows add up to the whole", () => {
    fc.assert(
      fc.property(fc.option(aDay), aDay, fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 12, maxLength: 12 }), fc.integer(), (begin, to, values, whole) => {
        const from = begin !== null && begin > to ? to : begin;
        const stretches = stretchesOf({ from, to });
        expect(stretches.spans.length).toBeLessThanOrEqual(12);
        const amounts = stretches.spans.map((_, i) => cents(values[i]!));
        const { rows, difference } = rowsOf(stretches, amounts, cents(whole));
        expect(sum(rows.map((row) => row.cents)) + difference).toBe(whole);
        if (from === null) expect(difference).toBe(0);
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      }),
    );
  });

  it("begins where there was something, where Jiko says no beginning", () => {
    const stretches = stretchesOf({ from: null, to: "2026-07-15" });
    expect([stretches.unit, stretches.spans.length, stretches.before]).toEqual(["quarter", 11, "2024-01-01"]);
    const amounts = stretches.spans.map((_, i) => cents(i < 8 ? 0 : 100));
    expect(rowsOf(stretches, amounts, cents(300)).rows.map(({ label }) => label)).toEqual(["Q1 2026", "Q2 2026", "Q3 2026"]);
    expect(rowsOf(stretches, amounts, cents(350)).rows[0]).toMatchObject({ label: "Before Jan 1, 2024", cents: 50 });
    expect(rowsOf(stretches, stretches.spans.map(() => cents(0)), cents(0)).rows).toHaveLength(1);
  });

  it("names its spans", () => {
    expect(spanLabel("day", { from: "2026-07-13", to: "2026-07-13" })).toBe("Jul 13");
    expect(spanLabel("week", { from: "2026-07-06", to: "2026-07-12" })).toBe("Jul 6–12");
    expect(spanLabel("week", { from: "2026-06-29", to: "2026-07-05" })).toBe("Jun 29–Jul 5");
    expect(spanLabel("month", { from: "2026-06-01", to: "2026-06-30" })).toBe("Jun 2026");
    expect(spanLabel("quarter", { from: "2026-04-01", to: "2026-06-30" })).toBe("Q2 2026");
    expect(spanLabel("year", { from: "2020-01-01", to: "2024-12-31" })).toBe("2020–2024");
  });
});
