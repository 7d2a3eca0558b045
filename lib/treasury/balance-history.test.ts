import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balanceHistory, type TradeOfDay } from "./balance-history";
import { addDays, daysBetween } from "./business-days";
import { cents, type Cents } from "./money";
import { faceValue, marketValue } from "./t-bill";

const start = "2024-02-20";

/** Bills whose price rises by the same every day, so that a straight line between any two of their prices is the truth. */
const bills = [10, 25, 60, 300].map((life, i) => ({ cusip: `B${i}`, maturity_date: addDays(start, life), step: 7 + i * 3 }));
type Bill = (typeof bills)[number];
const priceOf = ({ maturity_date, step }: Bill, day: string): string =>
  (100 - (Math.max(0, daysBetween(day, maturity_date)) * step) / 1000).toFixed(3);

interface Move {
  day: number;
  bill: number;
  units: number;
  amount: number;
}

/** Keeps the books of a pocket day by day: the closing of each, and the movements and trades that led to it. */
function keepBooks(moves: readonly Move[], length: number) {
  let cash = 0;
  const held = new Map(bills.map((bill) => [bill, 0]));
  const flows: { day: string; amount: Cents }[] = [];
  const trades: TradeOfDay[] = [];
  const closings: Cents[] = [];
  const trade = (day: string, bill: Bill, activity: string, quantity: number) => {
    if (quantity === 0) return;
    const price = priceOf(bill, day);
    const notional = marketValue(quantity, price);
    cash += activity === "BUY" ? -notional : notional;
    held.set(bill, held.get(bill)! + (activity === "BUY" ? quantity : -quantity));
    trades.push({ day, activity, cusip: bill.cusip, quantity, price, notional, maturity_date: bill.maturity_date });
  };
  for (let i = 0; i < length; i += 1) {
    const day = addDays(start, i);
    for (const bill of bills) if (bill.maturity_date === day) trade(day, bill, "MATURITY", held.get(bill)!);
    for (const move of moves.filter((one) => one.day === i)) {
      const bill = bills[move.bill]!;
      cash += move.amount;
      flows.push({ day, amount: cents(move.amount) });
      if (day >= bill.maturity_date) continue;
      if (move.units > 0) trade(day, bill, "BUY", move.units);
      else trade(day, bill, "SELL", Math.min(-move.units, held.get(bill)!));
    }
    closings.push(cents([...held].reduce((total, [bill, quantity]) => total + marketValue(quantity, priceOf(bill, day)), cash)));
  }
  const today = addDays(start, length - 1);
  const positions = [...held]
    .filter(([, quantity]) => quantity > 0)
    .map(([bill, quantity]) => ({
      cusip: bill.cusip, quantity, price: priceOf(bill, today), maturity_date: bill.maturity_date,
      value: marketValue(quantity, priceOf(bill, today)),
    }));
  return { today, from: start, now: { cash: cents(cash), positions }, flows, trades, closings };
}

const moves = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 119 }),
    bill: fc.integer({ min: 0, max: bills.length - 1 }),
    units: fc.integer({ min: -5_000, max: 9_000 }),
    amount: fc.integer({ min: -50_000_000, max: 90_000_000 }),
  }),
  { maxLength: 40 },
);

describe("the history of a balance", () => {
  it("comes back to the cent to what the books closed with, every day", () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 1, max: 120 }), (all, length) => {
        const { closings, ...books } = keepBooks(all, length);
        const points = balanceHistory({ ...books, snapshots: new Map() });
        expect(points.map(({ day }) => day)).toEqual(closings.map((_, i) => addDays(start, i)));
        expect(points.map(({ computed }) => computed)).toEqual(closings);
        expect(points.every(({ unsure }) => !unsure)).toBe(true);
        expect(points.map(({ source }) => source)).toEqual(closings.map((_, i) => (i === length - 1 ? "now" : "computed")));
      }),
    );
  });

  const bill = { cusip: "A", quantity: 10, price: "99.000000", value: cents(99_000), maturity_date: "2026-07-25" };
  const bought: TradeOfDay = {
    day: "2026-07-13", activity: "BUY", cusip: "A", quantity: 10, price: "98.8",
    notional: cents(98_800), maturity_date: "2026-07-25",
  };
  const now = { cash: cents(1_200), positions: [bill] };
  const base = { today: "2026-07-15", from: "2026-07-12", now, trades: [bought], snapshots: new Map() };
  const values = (points: readonly { value: Cents }[]) => points.map(({ value }) => value);

  it("takes the straight line between the price that was paid and today's", () => {
    const flows = [{ day: "2026-07-13", amount: cents(100_000) }];
    expect(values(balanceHistory({ ...base, flows }))).toEqual([0, 100_000, 100_100, 100_200]);
  });

  it("puts a snapshot before what is computed, and says what that would have been", () => {
    const points = balanceHistory({ ...base, flows: [], snapshots: new Map([["2026-07-14", cents(100_090)], ["2026-07-15", cents(1)]]) });
    expect(points.slice(-2)).toEqual([
      { day: "2026-07-14", value: 100_090, source: "snapshot", computed: 100_100, unsure: false },
      { day: "2026-07-15", value: 100_200, source: "now", computed: 100_200, unsure: false },
    ]);
  });

  it("is unsure before what it does not understand", () => {
    const unsure = (change: object) => balanceHistory({ ...base, flows: [], ...change }).map((one) => one.unsure);
    expect(unsure({ flows: [{ day: "2026-07-14", amount: null }] })).toEqual([true, true, false, false]);
    expect(unsure({ trades: [bought, { ...bought, day: "2026-07-15", activity: "MOVED" }] })).toEqual([true, true, true, false]);
    expect(unsure({ trades: [{ ...bought, quantity: 11 }] })).toEqual([true, false, false, false]);
  });

  it("takes a trade of an unpublished name for what makes the trades add up, unless cash says no", () => {
    const moved = { ...bought, activity: "MOVED_IN" };
    const flows = [{ day: "2026-07-13", amount: cents(100_000) }];
    expect(balanceHistory({ ...base, trades: [moved], flows })).toEqual(balanceHistory({ ...base, flows }));
    const free = balanceHistory({ ...base, trades: [moved], flows: [{ day: "2026-07-13", amount: cents(100_001) }] });
    expect(free.map(({ unsure }) => unsure)).toEqual([true, false, false, false]);
  });

  it("keeps the value of what has no price, and the face of a bill after its maturity", () => {
    const positions = [{ ...bill, price: null }, { ...bill, cusip: "M", price: "100", maturity_date: "2026-07-13", value: faceValue(10) }];
    const points = balanceHistory({ ...base, now: { cash: cents(0), positions }, trades: [], flows: [] });
    expect(values(points)).toEqual([199_000, 199_000, 199_000, 199_000]);
  });
});
