import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "./business-days";
import { forecast, needsOf, spansOf, worthOf, type Expected } from "./forecast";
import { cents, sum } from "./money";
import { maturityFlows } from "./projection";

const today = "2026-07-15";
const expected = (change: Partial<Expected> = {}): Expected => ({
  today, flows: [], recurring: [], planned: [],
  pockets: [
    { id: "a", cash: cents(5_000), bills: cents(99_000) },
    { id: "b", cash: cents(0), bills: cents(0) },
  ],
  ...change,
});
const rent = (verdict: "accepted" | "struck" | "open") => ({
  id: verdict, pocketId: "a", amount: cents(-1_000), next: ["2026-08-03", "2026-09-01"], verdict,
});

describe("the forecast", () => {
  it("counts what was accepted, and what is open only where that is asked for", () => {
    const recurring = [rent("accepted"), rent("struck"), rent("open")];
    const end = (countOpen: boolean) => worthOf(forecast(expected({ recurring }), { countOpen }).at(-1)!.closing);
    expect([end(false), end(true)]).toEqual([102_000, 100_000]);
  });

  it("counts what was written down, and of one pocket only its own", () => {
    const planned = [{ id: "x", pocketId: "b", day: "2026-08-03", amount: cents(700) }];
    const days = forecast(expected({ planned }), { countOpen: false, pocketId: "b" });
    expect([days.length, worthOf(days[0]!.closing), worthOf(days.at(-1)!.closing)]).toEqual([91, 0, 700]);
    expect(days.find(({ day }) => day === "2026-08-03")!.flows).toMatchObject([{ source: { kind: "planned", id: "x" } }]);
  });

  it("says which pockets come into need, and the worst of it", () => {
    const planned = [
      { id: "1", pocketId: "a", day: "2026-07-20", amount: cents(-6_000) },
      { id: "2", pocketId: "a", day: "2026-07-22", amount: cents(-500) },
      { id: "3", pocketId: "b", day: "2026-07-21", amount: cents(-1) },
    ];
    expect(needsOf(forecast(expected({ planned }), { countOpen: false }))).toEqual([
      { pocketId: "b", kind: "short", day: "2026-07-21", missing: 1 },
      { pocketId: "a", kind: "sells", day: "2026-07-20", missing: 1_500 },
    ]);
    expect(needsOf(forecast(expected(), { countOpen: false }))).toEqual([]);
  });

  const flow = fc.record({
    id: fc.uuid(),
    pocketId: fc.constantFrom("a", "b"),
    day: fc.integer({ min: 0, max: 90 }).map((days) => addDays(today, days)),
    amount: fc.integer({ min: -1e9, max: 1e9 }).map(cents),
  });

  it("adds up, by day and by week, to the cent", () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 20 }), fc.constantFrom("day" as const, "week" as const), (planned, unit) => {
        const bills = [{ cusip: "912797ZA1", quantity: 10, value: cents(99_000), maturity_date: "2026-08-11" }];
        const days = forecast(expected({ planned, flows: maturityFlows("a", bills, true) }), { countOpen: false });
        const spans = spansOf(days, unit);
        expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([today, addDays(today, 90)]);
        for (const [i, one] of spans.entries()) {
          expect(one.opening + one.paidIn - one.paidOut + one.interest).toBe(worthOf(one.closing));
          if (i > 0) expect([one.opening, one.from]).toEqual([worthOf(spans[i - 1]!.closing), addDays(spans[i - 1]!.to, 1)]);
        }
        expect(sum(spans.map(({ interest }) => interest))).toBe(1_000);
        expect(spans.flatMap(({ flows }) => flows)).toHaveLength(planned.length + 2);
      }),
    );
  });
});
