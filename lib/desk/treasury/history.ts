import "server-only";
import type { Session } from "@/lib/auth/session";
import { bankingNow, dayOf } from "@/lib/clock";
import { pocketsList, type Pocket } from "@/lib/jiko/pockets";
import { balanceHistory, type BalancePoint } from "@/lib/treasury/balance-history";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { downsample } from "@/lib/treasury/downsample";
import { cents, sum } from "@/lib/treasury/money";
import { inMonth } from "@/lib/treasury/months";
import { allPages } from "../commands/all-pages";
import { mayReadMirror } from "../mirror/gate";
import { readWhole } from "../read";
import { copyAsOf, flowsSince, tradesOfBillsSince, type DayFlows } from "./past";
import { snapshotsSince, type Snapshots } from "./snapshots";
import type { Change, HistoryPoint, HistoryView } from "./types";

const mostPoints = 400;
/** So far back the changes since a day, a week and a month look. */
const leastDays = 32;

type Held = Pocket & { portfolio: NonNullable<Pocket["portfolio"]> };

/** What there was at the end of each of the last `days` days, today included, and what has changed. Throws what the reads throw. */
export async function historyView(session: Session, days: number): Promise<HistoryView> {
  const { customerId } = session;
  const today = dayOf(await bankingNow());
  const from = addDays(today, 1 - Math.max(days, leastDays));
  const [pockets, asOf] = await Promise.all([allPages((query) => readWhole(pocketsList, session, { query })), readableCopy(session)]);
  const held = pockets.filter((one): one is Held => one.portfolio !== null);
  const [flows, trades, snapshots] = await Promise.all([
    asOf ? flowsSince(customerId, from) : [],
    asOf ? tradesOfBillsSince(customerId, from) : new Map<string, []>(),
    snapshotsSince(customerId, from, held.map(({ id }) => id.toLowerCase())),
  ]);
  const histories = held.map((pocket) => {
    const id = pocket.id.toLowerCase();
    const own = flows.filter((one) => one.pocketId === id);
    const points = balanceHistory({
      today, from, now: nowOf(pocket), trades: trades.get(id) ?? [],
      flows: own.map(({ day, net }) => ({ day, amount: net })),
      snapshots: closing(snapshots, id, own),
    });
    // Without the copy nothing can be worked out: only what was written down is known.
    return asOf ? points : points.filter(({ source }) => source !== "computed");
  });
  const all = pointsOf(histories);
  const shown = all.filter(({ day }) => day > addDays(today, -days));
  return {
    points: downsample(shown, mostPoints, ({ total }) => total),
    days: shown.length,
    changes: {
      day: changeSince(all, flows, addDays(today, -1)),
      week: changeSince(all, flows, addDays(today, -7)),
      month: changeSince(all, flows, lastMonth(today)),
    },
    copyAsOf: asOf?.toISOString() ?? null,
  };
}

/** The same date a month ago; the last of that month where it has no such date. */
const lastMonth = (today: Day): Day => inMonth(today, -1, Number(today.slice(8)));

async function readableCopy(session: Session): Promise<Date | null> {
  const allowed = await Promise.all([mayReadMirror(session, "transactions"), mayReadMirror(session, "trades")]);
  return allowed.every(Boolean) ? copyAsOf(session.customerId) : null;
}

const nowOf = ({ portfolio: { cash, securities } }: Held) => ({
  cash,
  positions: securities.map((one) => ({
    cusip: one.cusip, quantity: one.quantity, value: one.market_value, maturity_date: one.maturity_date,
    price: one.jiko_mark_price,
  })),
});

/** Snapshots that stand for the close of their day: those after which nothing moved that day, by the copy. */
function closing(snapshots: Snapshots, pocketId: string, flows: readonly DayFlows[]): Map<Day, ReturnType<typeof cents>> {
  const last = new Map(flows.map((one) => [one.day, one.last]));
  const rows = snapshots.get(pocketId) ?? [];
  return new Map(rows.filter(({ day, takenAt }) => !(last.get(day)! > takenAt)).map(({ day, value }) => [day, cents(value)]));
}

const weakest = ["computed", "snapshot", "now"] as const;

/** Histories of pockets as one. A day of which a pocket has no point is left out: a total that lacks a pocket is none. */
function pointsOf(histories: readonly (readonly BalancePoint[])[]): HistoryPoint[] {
  const byDay = new Map<Day, BalancePoint[]>();
  for (const point of histories.flat()) byDay.set(point.day, [...(byDay.get(point.day) ?? []), point]);
  return [...byDay]
    .filter(([, found]) => found.length === histories.length)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, found]) => ({
      day,
      total: sum(found.map(({ value }) => value)),
      source: weakest.find((wanted) => found.some(({ source }) => source === wanted))!,
    }));
}

/** What happened since the close of a day; null where its total is not known, or the sign of a movement since. */
function changeSince(points: readonly HistoryPoint[], flows: readonly DayFlows[], since: Day): Change | null {
  const [before, now] = [points.find(({ day }) => day === since), points.at(-1)];
  const later = flows.filter(({ day }) => day > since);
  if (!before || !now || later.some(({ net }) => net === null)) return null;
  const [paidIn, paidOut] = [sum(later.map((one) => one.paidIn)), sum(later.map((one) => one.paidOut))];
  const change = cents(now.total - before.total);
  return { since, before: before.total, change, paidIn, paidOut, earned: cents(change - paidIn + paidOut), source: before.source };
}
