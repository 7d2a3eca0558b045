import { expect, test } from "vitest";
import { balanceHistory } from "@/lib/treasury/balance-history";
import { addDays } from "@/lib/treasury/business-days";
import { signedFlow } from "@/lib/treasury/flows";
import { cents } from "@/lib/treasury/money";
import { findRecurring } from "@/lib/treasury/recurring";
import { dayOf, endOf } from "./clock";
import { snapshotAt, tradesOf, transactionsOf } from "./history";
import { createCompany } from "./seed/create";
import { pocketId, pocketKeys } from "./seed/pockets";
import type { Transaction } from "./types";

const now = new Date("2026-07-15T18:00:00Z");
const today = dayOf(now);
const state = createCompany({ now });
const flowOf = ({ direction, amount }: Transaction) => signedFlow({ direction, amount: amount.value });

test.each(pocketKeys)("what is worked out backwards comes to the books of every evening: %s", (key) => {
  const id = pocketId(key);
  const held = snapshotAt(state, id, now);
  const trades = tradesOf(state, id).map(({ notional, trade_datetime, ...one }) => ({
    ...one,
    day: dayOf(new Date(trade_datetime)), notional: cents(notional.value),
  }));
  const points = balanceHistory({
    today,
    from: addDays(today, -400),
    now: { cash: held.cash, positions: held.positions },
    flows: transactionsOf(state, id).map((one) => ({ day: dayOf(new Date(one.time_booked)), amount: flowOf(one) })),
    trades,
    snapshots: new Map(),
  });
  expect(points.at(-1)!.value).toBe(held.total);
  for (const { day, value, unsure } of points.slice(0, -1)) {
    expect(unsure, day).toBe(false);
    const { total, cash, positions } = snapshotAt(state, id, endOf(day));
    // Cash and quantities are exact; the marks of a day lie off the straight line by what rates did in between.
    const face = positions.reduce((sum, { quantity }) => sum + quantity * 10_000, 0);
    expect(Math.abs(value - total), day).toBeLessThanOrEqual(face / 1_000);
    if (positions.length === 0) expect(value).toBe(cash);
  }
});

test("what comes back in the company's books is found, and nothing else", () => {
  const name = (id: string) => state.pockets.find((one) => one.id === id)!.pocket_name;
  const movements = state.transactions.map((one) => ({
    id: one.id, day: dayOf(new Date(one.time_booked)), pocketId: name(one.pocket_id), counterparty: one.title, type: one.type,
    amount: flowOf(one)!,
  }));
  const found = findRecurring(movements, { today, until: addDays(today, 91) });
  const shown = found.map(({ id, next, missed }) => `${id} next ${next[0]}${missed.length > 0 ? " with gaps" : ""}`);
  expect(shown.filter((one) => !one.includes("|FEE|")).sort()).toEqual([
    "Operating|ACH|out|sample office leasing llc|monthly|1 next 2026-08-03",
    "Operating|ON_US|out|to payroll|semimonthly|1 next 2026-07-30",
    "Payroll|ACH|out|sample payroll services|semimonthly|1 next 2026-07-31",
    "Payroll|ACH|out|sample payroll services|semimonthly|2 next 2026-07-31",
    "Payroll|ON_US|in|from operating|semimonthly|1 next 2026-07-30",
  ]);
  const fees = shown.filter((one) => one.includes("|FEE|"));
  for (const one of fees) expect(one).toMatch(/^.+\|FEE\|out\|fee on assets\|monthly\|1 next 2026-08-03$/);
});
