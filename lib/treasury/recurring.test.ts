import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, type Day } from "./business-days";
import { datesOf, type Cadence } from "./cadence";
import { cents } from "./money";
import { findRecurring, leastRows, lookBack, recurringFlows, type PastFlow } from "./recurring";

const today = "2026-07-15";
const until = addDays(today, 91);
const asked = { today, until };
const row = (day: Day, amount: number, change: Partial<PastFlow> = {}): PastFlow => ({
  id: `${change.counterparty ?? "Payer"} ${day} ${amount}`, day, pocketId: "p", counterparty: "Payer", type: "ACH",
  amount: cents(amount),
  ...change,
});
const monthly = (date: number, shift: Cadence["shift"]): Cadence => ({ rhythm: "monthly", dates: [date], shift });
const rent = monthly(1, "next");
const payroll: Cadence = { rhythm: "semimonthly", dates: [15, 31], shift: "previous" };
const funding: Cadence = { ...payroll, shift: "ahead" };
const weekly: Cadence = { rhythm: "weekly", anchor: "2026-07-06", shift: "next" };
const biweekly: Cadence = { rhythm: "biweekly", anchor: "2026-07-03", shift: "previous" };
const past = (cadence: Cadence, amount: number, change: Partial<PastFlow> = {}, days = 390) =>
  datesOf(cadence, addDays(today, -days), today).map((day) => row(day, amount, change));

describe("finds", () => {
  it.each([
    ["rent on the first business day", rent, "2026-08-03 2026-09-01 2026-10-01"],
    ["salaries by the 15th and the month's end", payroll, "2026-07-31 2026-08-14 2026-08-31 2026-09-15 2026-09-30"],
    ["what is handed over a day ahead of them", funding, "2026-07-30 2026-08-13 2026-08-28 2026-09-14 2026-09-29 2026-10-14"],
    ["a bill at the month's end", monthly(31, "previous"), "2026-07-31 2026-08-31 2026-09-30"],
    ["every other Friday", biweekly, "2026-07-17 2026-07-31 2026-08-14 2026-08-28 2026-09-11 2026-09-25 2026-10-09"],
  ])("%s", (_name, cadence, dates) => {
    const next = dates.split(" ");
    const rows = past(cadence, -11_850_000);
    const found = findRecurring(rows, asked);
    expect(found).toMatchObject([{ cadence: { rhythm: cadence.rhythm }, amount: -11_850_000, rows, missed: [], next }]);
    expect(recurringFlows(found[0]!).map(({ day, cash, bills }) => [day, cash, bills])).toEqual(next.map((day) => [day, -11_850_000, 0]));
  });

  it("Mondays, with the Tuesday after a holiday", () => {
    const { next } = findRecurring(past(weekly, 500), asked)[0]!;
    expect(next).toContain("2026-09-08");
    expect(next).not.toContain("2026-09-07");
    expect(next).toHaveLength(13);
  });

  it("two flows of one counterparty apart by their amounts, the larger first", () => {
    const rows = [...past(payroll, -50_500_000), ...past(payroll, -13_900_000), ...past(weekly, -100_000), row("2026-03-03", -7_000_000)];
    const found = findRecurring(rows, asked);
    expect(found.map(({ amount, id }) => [amount, id])).toEqual([
      [-50_500_000, "p|ACH|out|payer|semimonthly|1"],
      [-13_900_000, "p|ACH|out|payer|semimonthly|2"],
      [-100_000, "p|ACH|out|payer|weekly|3"],
    ]);
  });

  it("one that is a few days late, and expects it today", () => {
    const rows = past(monthly(13, "none"), 900).filter(({ day }) => day < "2026-07-01");
    expect(findRecurring(rows, asked)[0]!.next).toEqual(["2026-07-15", "2026-08-13", "2026-09-13", "2026-10-13"]);
  });

  it("one with a gap, and names it", () => {
    const rows = past(rent, 900).filter(({ day }) => !day.startsWith("2026-02"));
    expect(findRecurring(rows, asked)[0]!.missed).toEqual(["2026-02-02"]);
  });
});

describe("is silent", () => {
  it("on little history", () => {
    for (const cadence of [rent, payroll, weekly, biweekly]) {
      const rows = past(cadence, 700);
      for (let n = 0; n < leastRows[cadence.rhythm]; n += 1) expect(findRecurring(rows.slice(rows.length - n), asked)).toEqual([]);
      expect(findRecurring(rows.slice(-leastRows[cadence.rhythm]), asked)).toHaveLength(1);
    }
  });

  it("on what has ended", () => {
    expect(findRecurring(past(rent, 900).filter(({ day }) => day < "2026-06-25"), asked)).toEqual([]);
    expect(findRecurring(past(weekly, 900).filter(({ day }) => day < "2026-07-06"), asked)).toEqual([]);
  });

  it("on amounts that differ too much, or drift into each other", () => {
    const rows = past(rent, 100_000);
    expect(findRecurring(rows.map((one, i) => ({ ...one, amount: cents(100_000 + i * 9_000) })), asked)).toEqual([]);
    expect(findRecurring(rows.map((one, i) => ({ ...one, amount: cents(i % 2 ? 100_000 : 300_000) })), asked)).toEqual([]);
  });

  it("on other directions, types, pockets and names taken together", () => {
    const rows = past(rent, 900, {}, 150);
    const kinds: Partial<PastFlow>[] = [{ amount: cents(-900) }, { type: "WIRE" }, { pocketId: "q" }, { counterparty: "Other" }];
    for (const kind of kinds) expect(findRecurring(rows.map((one, i) => (i % 2 ? one : { ...one, ...kind })), asked)).toEqual([]);
    expect(findRecurring(rows.map((one, i) => (i % 2 ? one : { ...one, counterparty: " PAYER " })), asked)).toHaveLength(1);
  });

  it("on quarters, and on what lies too far back or ahead", () => {
    expect(findRecurring(past(rent, 900).filter((_, i) => i % 3 === 0), asked)).toEqual([]);
    const shifted = (days: number) => past(rent, 900).map((one) => ({ ...one, day: addDays(one.day, days) }));
    expect(findRecurring(shifted(-lookBack), asked)).toEqual([]);
    expect(findRecurring(shifted(lookBack), asked)).toEqual([]);
  });
});

const shift = fc.constantFrom("next" as const, "previous" as const, "none" as const);
const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({
    rhythm: fc.constantFrom("weekly" as const, "biweekly" as const),
    anchor: fc.integer({ min: 0, max: 13 }).map((n) => addDays(today, -n)),
    shift,
  }),
  fc.record({ rhythm: fc.constant("monthly" as const), dates: fc.integer({ min: 1, max: 31 }).map((date) => [date]), shift }),
  fc.record({
    rhythm: fc.constant("semimonthly" as const),
    dates: fc.integer({ min: 1, max: 15 }).map((date) => [date, date + 15]),
    shift,
  }),
);
const noise = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: lookBack }),
    amount: fc.integer({ min: -5_000_000, max: 5_000_000 }),
    who: fc.constantFrom("A", "B"),
  }),
  { maxLength: 40 },
);
const wobbles = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 60, maxLength: 60 });
const noisy = (all: { days: number; amount: number; who: string }[]) =>
  all.map(({ days, amount, who }, i) => row(addDays(today, -days), amount, { id: `noise ${i}`, counterparty: who }));

describe("whatever the history", () => {
  it("a true rhythm is found amid noise, with all its rows, and goes on where it should", () => {
    fc.assert(
      fc.property(cadences, fc.integer({ min: 100, max: 1_000_000 }), wobbles, noise, (cadence, base, wobble, other) => {
        const rows = past(cadence, base).map((one, i) => ({ ...one, amount: cents(base + Math.trunc((base * wobble[i]!) / 100)) }));
        const found = findRecurring([...noisy(other), ...rows], asked).filter(({ counterparty }) => counterparty === "Payer");
        expect(found.map((one) => one.cadence.rhythm)).toEqual([cadence.rhythm]);
        const [{ rows: basis, next }] = found as [(typeof found)[0]];
        expect(basis.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
        // A shift that no row shows cannot be known: dates may differ by a weekend, and so one may fall out of the thirteen weeks.
        for (const date of datesOf(cadence, addDays(rows.at(-1)!.day, 5), addDays(until, -5))) {
          expect(Math.min(...next.map((one) => Math.abs(daysBetween(one, date))))).toBeLessThanOrEqual(4);
        }
        expect(Math.abs(next.length - datesOf(cadence, addDays(rows.at(-1)!.day, 1), until).length)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  });

  it("what is found rests on enough rows of one kind, each used once, near in amount, regular, and is expected after today", () => {
    fc.assert(
      fc.property(noise, cadences, fc.integer({ min: -9_000, max: 9_000 }), (other, cadence, amount) => {
        const all = [...noisy(other), ...(amount === 0 ? [] : past(cadence, amount, { counterparty: "A" }))];
        const found = findRecurring(all, asked);
        const ids = found.flatMap(({ rows }) => rows.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        for (const { rows, cadence: one, amount: median, low, high, missed, next } of found) {
          expect(rows.length).toBeGreaterThanOrEqual(leastRows[one.rhythm]);
          expect(missed.length).toBeLessThanOrEqual(rows.length / 8);
          for (const { amount: each, counterparty } of rows) {
            expect(counterparty).toBe(rows[0]!.counterparty);
            expect(Math.abs(each - median)).toBeLessThanOrEqual(Math.abs(median) * 0.21);
            expect(Math.abs(each) >= Math.abs(low) && Math.abs(each) <= Math.abs(high)).toBe(true);
          }
          expect(next).toEqual([...next].sort());
          for (const day of next) expect(day >= today && day <= until).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("the order of the rows changes nothing", () => {
    fc.assert(
      fc.property(noise, cadences, fc.infiniteStream(fc.nat()), (other, cadence, random) => {
        const all = [...noisy(other), ...past(cadence, 5_000, { counterparty: "A" })];
        const keyed = all.map((one) => [random.next().value, one] as const).sort(([a], [b]) => a - b);
        expect(findRecurring(keyed.map(([, one]) => one), asked).sort(byId)).toEqual(findRecurring(all, asked).sort(byId));
      }),
      { numRuns: 30 },
    );
  });
});

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

it("finds nothing in payments that come at random, but for a coincidence in many years", () => {
  let found = 0;
  // A plain generator: the same companies each time.
  let state = 1;
  const next = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let company = 0; company < 300; company += 1) {
    const one = (_: unknown, i: number) => row(addDays(today, -next(lookBack)), 2_000_000 + next(14_000_000), { id: String(i) });
    const rows = Array.from({ length: 10 + next(40) }, one);
    found += findRecurring(rows, asked).length;
  }
  expect(found).toBeLessThanOrEqual(3);
});

it("reads a hundred thousand rows of one counterparty within the time a test has", () => {
  const one = (_: unknown, i: number) => row(addDays(today, -(i % lookBack)), 1 + ((i * 7919) % 9_999_991), { id: String(i) });
  const rows = Array.from({ length: 100_000 }, one);
  expect(findRecurring(rows, asked)).toEqual([]);
});
