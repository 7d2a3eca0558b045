import "server-only";
import { sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import { cents, type Cents } from "@/lib/treasury/money";
import type { Period } from "@/lib/treasury/reconcile";

/** The lists of the copy that a pocket is added up from. */
export const summedKinds = ["transactions", "trades"] as const;

/** Rows of one span of time that do the same. */
export interface Sums {
  span: string;
  /** Of a movement its direction and whether it is a fee, of a trade its activity. */
  activity: string;
  count: number;
  sum: number;
  unsigned: number;
  unsettled: number;
  late: number;
}

interface Rows {
  flows: Sums[];
  trades: Sums[];
}

/** The month of a row, by the company's calendar: `2026-07`. */
export const byMonth = (): SQL => sql`to_char(i.at at time zone ${env().COMPANY_TIME_ZONE}, 'YYYY-MM')`;

const movementKind = sql`case when i.amount < 0 then 'out' else 'in' end || case when i.data ->> 'type' = 'FEE' then ' fee' else '' end`;
const tradeKind = sql`i.data ->> 'activity'`;
const known = ["BUY", "SELL", "MATURITY"];

/** Rows of a pocket by span, an expression over the row `i`, and what they do. A row is late that was first seen two days after its time. */
export async function sumsOf(tx: Database | Transaction, customerId: string, pocketId: string, span: SQL): Promise<Rows> {
  const of = async (kind: (typeof summedKinds)[number], activity: SQL): Promise<Sums[]> => {
    const { rows } = await tx.execute<Record<keyof Sums, string>>(sql`
      select ${span} as span, ${activity} as activity, count(*) as count,
        sum(coalesce(i.amount, (i.data ->> 'notional')::bigint)) as sum,
        count(*) filter (where i.amount is null and ${kind} = 'transactions') as unsigned,
        count(*) filter (where i.open) as unsettled,
        count(*) filter (where i.first_seen_at > greatest(i.at + interval '2 days', k.filled_at)) as late
      from ${mirrorItem} i join ${mirrorKind} k on k.customer_id = i.customer_id and k.kind = i.kind
      where i.customer_id = ${customerId} and i.kind = ${kind} and i.pocket_id = ${pocketId}
      group by 1, 2`);
    return rows.map(({ span: when, activity: what, ...numbers }) => ({
      span: when,
      activity: what,
      count: Number(numbers.count),
      sum: Number(numbers.sum ?? 0),
      unsigned: Number(numbers.unsigned),
      unsettled: Number(numbers.unsettled),
      late: Number(numbers.late),
    }));
  };
  return { flows: await of("transactions", movementKind), trades: await of("trades", tradeKind) };
}

/** What `reconcile` needs of a period: a span, or all that begin like it (a year by its four digits). And the fees among what was paid. */
export function periodOf(period: string, { flows, trades }: Rows, earnings: Cents | null, copy: Period["copy"]): Period & { fees: Cents } {
  const inside = (one: Sums) => one.span.startsWith(period);
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
