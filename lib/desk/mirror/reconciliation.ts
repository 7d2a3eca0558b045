import "server-only";
import { eq, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import { pocketsGet } from "@/lib/jiko/pockets";
import { id } from "@/lib/jiko/schemas";
import { cents, type Cents } from "@/lib/treasury/money";
import { reconcile, type Period, type Reconciled, type Told } from "@/lib/treasury/reconcile";
import { readWhole } from "../read";
import { earningsOf, type Earned } from "./earnings";
import { requireMirror } from "./gate";
import { monthOf, monthsBetween, type Month } from "./months";
import { stateOf } from "./state";
import type { MirrorState } from "./types";

export const reconciliationWanted = z.strictObject({ pocket: id, year: z.string().regex(/^\d{4}$/, "Expected a year, like 2026").optional() });
export type ReconciliationWanted = z.output<typeof reconciliationWanted>;

/** Rows of one list in one month: in the copy, and at Jiko when it was last compared. */
export interface Compared {
  copy: { count: number; sum: Cents };
  jiko: { count: number; sum: Cents; at: string } | null;
}

export interface ReconciledMonth extends Reconciled {
  paidIn: Cents;
  paidOut: Cents;
  /** Among what was paid out, less what of it was given back. */
  fees: Cents;
  earnings: Cents | null;
  bought: Cents;
  sold: Cents;
  matured: Cents;
  transactions: Compared;
}

export interface Reconciliation {
  pocketId: string;
  pocketName: string;
  year: string;
  /** Years with rows, newest first. */
  years: string[];
  /** Months of the year, oldest first. */
  months: ReconciledMonth[];
  /** When Jiko priced the pocket's present value. */
  pricedAt: string | null;
  state: MirrorState;
}

const kinds = ["transactions", "trades"] as const;

interface Sums {
  month: Month;
  activity: string;
  count: number;
  sum: number;
  unsigned: number;
  unsettled: number;
  late: number;
}

/** Rows of a pocket by month and what they do: for trades their activity. A row is late that was first seen two days after its time. */
async function sumsOf(customerId: string, pocketId: string, kind: (typeof kinds)[number], activity: SQL): Promise<Sums[]> {
  const zone = env().COMPANY_TIME_ZONE;
  const { rows } = await db().execute<Record<keyof Sums, string>>(sql`
    select to_char(i.at at time zone ${zone}, 'YYYY-MM') as month, ${activity} as activity, count(*) as count,
      sum(coalesce(i.amount, (i.data ->> 'notional')::bigint)) as sum,
      count(*) filter (where i.amount is null and ${kind} = 'transactions') as unsigned,
      count(*) filter (where i.open) as unsettled,
      count(*) filter (where i.first_seen_at > greatest(i.at + interval '2 days', k.filled_at)) as late
    from ${mirrorItem} i join ${mirrorKind} k on k.customer_id = i.customer_id and k.kind = i.kind
    where i.customer_id = ${customerId} and i.kind = ${kind} and i.pocket_id = ${pocketId}
    group by 1, 2`);
  return rows.map(({ month, activity: what, ...numbers }) => ({
    month,
    activity: what,
    count: Number(numbers.count),
    sum: Number(numbers.sum ?? 0),
    unsigned: Number(numbers.unsigned),
    unsettled: Number(numbers.unsettled),
    late: Number(numbers.late),
  }));
}

const movementKind = sql`case when i.amount < 0 then 'out' else 'in' end || case when i.data ->> 'type' = 'FEE' then ' fee' else '' end`;
const tradeKind = sql`i.data ->> 'activity'`;
const known = ["BUY", "SELL", "MATURITY"];

interface Rows {
  flows: Sums[];
  trades: Sums[];
}

/** What `reconcile` needs of a period, a month or a whole year by its first four digits, and the fees among what was paid. */
function periodOf(period: string, { flows, trades }: Rows, earnings: Cents | null, copy: Period["copy"]): Period & { fees: Cents } {
  const inside = (one: Sums) => one.month.startsWith(period);
  const [movements, deals] = [flows.filter(inside), trades.filter(inside)];
  const all = [...movements, ...deals];
  const total = (some: Sums[], what: string) => cents(some.filter((one) => one.activity === what).reduce((sum, one) => sum + Math.abs(one.sum), 0));
  const count = (what: "unsigned" | "unsettled" | "late") => all.reduce((sum, one) => sum + one[what], 0);
  const others = [...new Set(deals.map((one) => one.activity).filter((one) => !known.includes(one)))].map((activity) => {
    const some = deals.filter((one) => one.activity === activity);
    return { activity, count: some.reduce((sum, one) => sum + one.count, 0), amount: total(some, activity) };
  });
  return {
    period,
    paidIn: cents(total(movements, "in") + total(movements, "in fee")),
    paidOut: cents(total(movements, "out") + total(movements, "out fee")),
    fees: cents(total(movements, "out fee") - total(movements, "in fee")),
    bought: total(deals, "BUY"),
    sold: total(deals, "SELL"),
    matured: total(deals, "MATURITY"),
    others,
    earnings,
    unsigned: count("unsigned"),
    unsettled: count("unsettled"),
    late: count("late"),
    copy,
  };
}

type Round = typeof mirrorRound.$inferSelect;

/** How the copy of a month compares, over both lists; of a year: of the least certain of its months. */
function copyOf(period: string, rounds: Round[], filled: boolean): Period["copy"] {
  if (!filled) return "incomplete";
  const some = rounds.filter((round) => round.stretch.startsWith(`check:${period}`));
  if (some.some((round) => round.misses > 0)) return "differs";
  return some.every((round) => round.agreedAt) ? "agrees" : "unchecked";
}

/**
 * Whether a pocket adds up, month by month of a year. Movements and trades come from the desk's copy, earnings and the
 * present value from Jiko with the member's own token. Throws `forbidden`, `not_found`, and what those reads throw.
 */
export async function reconciliation(session: Session, wanted: ReconciliationWanted): Promise<Reconciliation> {
  const { customerId } = session;
  const [pocket] = await Promise.all([
    readWhole(pocketsGet, session, { params: { pocket_id: wanted.pocket } }),
    ...kinds.map((kind) => requireMirror(session, kind)),
  ]);
  const [bank, flows, trades, rounds, state] = await Promise.all([
    bankingNow(),
    sumsOf(customerId, pocket.id, "transactions", movementKind),
    sumsOf(customerId, pocket.id, "trades", tradeKind),
    db().select().from(mirrorRound).where(eq(mirrorRound.customerId, customerId)),
    stateOf(customerId, kinds),
  ]);
  const present = monthOf(bank);
  const first = [...flows, ...trades].map((one) => one.month).sort()[0] ?? present;
  const all = monthsBetween(first, present);
  const years = [...new Set(all.map((month) => month.slice(0, 4)))].reverse();
  const year = wanted.year && years.includes(wanted.year) ? wanted.year : years[0]!;
  const months = all.filter((month) => month.startsWith(year));
  const earlier = years.filter((one) => one < year).reverse();

  const spans = [...earlier.map((one) => all.filter((month) => month.startsWith(one))), ...months.map((month) => [month])];
  const earned = await earningsOf(session, pocket.id, spans, bank);
  const checks = rounds.filter((round) => round.kind === "transactions" || round.kind === "trades");
  const filled = state.kinds.every((one) => one.filled);
  const periods = [...earlier, ...months].map((period, i) =>
    periodOf(period, { flows, trades }, earned[i]?.amount ?? null, copyOf(period, checks, filled)),
  );
  const rows = reconcile(periods, toldOf(pocket, present, earned.at(-1) ?? null));
  return {
    pocketId: pocket.id,
    pocketName: pocket.pocket_name,
    year,
    years,
    months: rows.slice(earlier.length).map((row, i): ReconciledMonth => {
      const { paidIn, paidOut, fees, earnings, bought, sold, matured } = periods[earlier.length + i]!;
      const compared = comparedOf(row.period, pocket.id, flows, checks);
      return { ...row, paidIn, paidOut, fees, earnings, bought, sold, matured, transactions: compared };
    }),
    pricedAt: pocket.portfolio?.pricing_timestamp ?? null,
    state,
  };
}

/** Jiko's figure for the end of the present month is what the pocket is worth now. */
function toldOf({ portfolio }: { portfolio: { total_value: Cents; cash: Cents; pricing_timestamp: string | null } | null }, present: Month, earned: Earned | null) {
  if (!portfolio) return new Map<string, Told>();
  const { total_value, cash, pricing_timestamp } = portfolio;
  const told: Told = { value: total_value, cash, priced: pricing_timestamp, earned: earned?.pricedAt ?? null };
  return new Map([[present, told]]);
}

function comparedOf(month: Month, pocketId: string, flows: Sums[], rounds: Round[]): Compared {
  const rows = flows.filter((one) => one.month === month);
  const round = rounds.find((one) => one.kind === "transactions" && one.stretch === `check:${month}`);
  const figures = round?.figures?.find((one) => one.pocketId === pocketId) ?? { count: 0, sum: 0 };
  const total = (what: "count" | "sum") => rows.reduce((sum, one) => sum + one[what], 0);
  return {
    copy: { count: total("count"), sum: cents(total("sum")) },
    jiko: round?.checkedAt ? { count: figures.count, sum: cents(figures.sum), at: round.checkedAt.toISOString() } : null,
  };
}
