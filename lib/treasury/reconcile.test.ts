import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents, type Cents } from "./money";
import { reconcile, residualLimit, type Period, type Told } from "./reconcile";

const period = (name: string, change: Partial<Record<keyof Period, unknown>> = {}): Period =>
  ({
    period: name,
    paidIn: cents(0), paidOut: cents(0), bought: cents(0), sold: cents(0), matured: cents(0),
    others: [], earnings: cents(0), unsigned: 0, unsettled: 0, late: 0, copy: "agrees",
    ...change,
  }) as Period;
const portfolio = (value: number, cash: number, change: Partial<Told> = {}): Told => ({
  value: cents(value),
  cash: cents(cash),
  priced: null,
  earned: null,
  ...change,
});

/** A pocket whose books are right: every period's trades leave less than $100 of cash. */
const books = fc
  .array(
    fc.record({
      paidIn: fc.integer({ min: 0, max: 5_000_000_000 }),
      paidOut: fc.integer({ min: 0, max: 5_000_000_000 }),
      matured: fc.integer({ min: 0, max: 1_000_000_000 }),
      earnings: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      residual: fc.integer({ min: 0, max: residualLimit - 1 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((months) => {
    let cash = 0;
    let value = 0;
    const periods = months.map(({ residual, ...one }, i) => {
      const need = residual - cash - (one.paidIn - one.paidOut + one.matured);
      cash = residual;
      value += one.paidIn - one.paidOut + one.earnings;
      return period(`m${i}`, { ...one, sold: Math.max(0, need), bought: Math.max(0, -need) });
    });
    return { periods, told: new Map([[periods.at(-1)!.period, portfolio(value, cash)]]) };
  });

describe("reconciling a pocket", () => {
  it("finds no difference in books that are right, and each period opens where the last one closed", () => {
    fc.assert(
      fc.property(books, ({ periods, told }) => {
        const rows = reconcile(periods, told);
        rows.forEach((row, i) => {
          expect(row.cash.difference).toBe(0);
          expect(row.value.difference).toBe(i === rows.length - 1 ? 0 : null);
          const { paidIn, paidOut, earnings } = periods[i]!;
          expect(row.value.closing).toBe(row.value.opening! + paidIn - paidOut + earnings!);
          expect(row.value.opening).toBe(i === 0 ? 0 : rows[i - 1]!.value.closing);
          expect(row.cash.opening).toBe(i === 0 ? 0 : rows[i - 1]!.cash.closing);
          expect([...row.value.reasons, ...row.cash.reasons]).toEqual([]);
        });
      }),
    );
  });

  it("shows a movement that is missing in the period it is missing from, by its amount, and nowhere else", () => {
    fc.assert(
      fc.property(books, fc.nat(), fc.integer({ min: 2 * residualLimit, max: 1_000_000_000 }), ({ periods, told }, pick, amount) => {
        const index = pick % Math.max(1, periods.length - 1);
        fc.pre(periods.length > 1);
        const lacking = periods.map((one, i) => (i === index ? { ...one, paidIn: cents(one.paidIn - amount) } : one));
        const rows = reconcile(lacking, told);
        rows.forEach((row, i) => {
          if (i === index) expect(Math.abs(row.cash.difference! - amount)).toBeLessThan(residualLimit);
          else if (i < rows.length - 1) expect(row.cash.difference).toBe(0);
        });
        expect(rows.at(-1)!.value.difference).toBe(amount);
        expect(rows.at(-1)!.cash.difference).toBe(amount);
      }),
    );
  });

  it("goes on from what Jiko says, so that a difference does not travel", () => {
    const [, second] = reconcile(
      [period("2026-06", { paidIn: cents(500) }), period("2026-07", { earnings: cents(7) })],
      new Map([["2026-06", portfolio(510, 500)]]),
    );
    expect(second!.value).toMatchObject({ opening: 510, closing: 517, difference: null });
  });

  it("works nothing out from earnings that could not be read, until Jiko says a value again", () => {
    const rows = reconcile(
      [period("2026-05", { earnings: null }), period("2026-06"), period("2026-07", { earnings: cents(3) })],
      new Map([["2026-06", portfolio(100, 0)]]),
    );
    expect(rows.map((row) => [row.value.opening, row.value.closing, row.value.difference])).toEqual([
      [0, null, null],
      [null, null, null],
      [100, 103, null],
    ]);
    expect(rows[0]!.value.reasons).toEqual([{ code: "earnings" }]);
  });

  it("takes trades of unknown effect in where some sign of theirs makes the period add up, and says so", () => {
    const others = [{ activity: "SECURITY_TRANSFER_OUT", count: 2, amount: cents(4_000_000) }];
    const [fits] = reconcile([period("2026-07", { paidOut: cents(4_000_050), others })], new Map());
    expect(fits!.others).toBe(4_000_000);
    expect(fits!.cash).toMatchObject({ closing: -50, difference: 0, reasons: [{ code: "others", fits: true, count: 2 }] });
    const [not] = reconcile([period("2026-07", { paidOut: cents(9_000_000), others })], new Map());
    expect(not!.cash).toMatchObject({ difference: 5_000_000, reasons: [{ code: "others", fits: false }] });
  });

  it("explains what was booked in one period and traded in another, what is not settled, late, or not in the copy", () => {
    const rows = reconcile(
      [
        period("2026-03", { paidIn: cents(500_000), late: 1, copy: "differs" }),
        period("2026-04", { unsettled: 2 }),
        period("2026-07", { bought: cents(499_950) as Cents, unsettled: 1 }),
      ],
      new Map([["2026-07", portfolio(500_001, 50, { priced: "a", earned: "b" })]]),
    );
    expect(rows[0]!.cash).toMatchObject({
      difference: -500_000,
      reasons: [{ code: "copy", copy: "differs" }, { code: "late", count: 1 }, { code: "opposite", period: "2026-07" }],
    });
    expect(rows[1]!.cash.reasons).toEqual([]);
    expect(rows[2]!.cash).toMatchObject({ difference: 0, reasons: [{ code: "opposite", period: "2026-03" }] });
    expect(rows[2]!.value).toMatchObject({ difference: 1, reasons: [{ code: "unsettled", count: 1 }, { code: "pricing" }] });
  });
});
