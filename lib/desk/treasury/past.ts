import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { env } from "@/lib/env";
import type { Trade } from "@/lib/jiko/trades";
import type { TradeOfDay } from "@/lib/treasury/balance-history";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { lookBack, type PastFlow } from "@/lib/treasury/recurring";
import { startOfDay } from "@/lib/clock";

// What the treasury pages need of the desk's copy. The database adds up and picks out: a company may have a million rows.

const zone = () => env().COMPANY_TIME_ZONE;
const dayOfRow = () => sql<Day>`to_char(at at time zone ${zone()}, 'YYYY-MM-DD')`;
const ofKind = (customerId: string, kind: "transactions" | "trades") => and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind));

/** As of when the copy of movements and trades is; null while one of them is not filled. */
export async function copyAsOf(customerId: string): Promise<Date | null> {
  const rows = await db()
    .select({ filledAt: mirrorKind.filledAt, asOf: mirrorKind.asOf })
    .from(mirrorKind)
    .where(and(eq(mirrorKind.customerId, customerId), sql`${mirrorKind.kind} in ('transactions', 'trades')`));
  const times = rows.flatMap(({ filledAt, asOf }) => (filledAt && asOf ? [asOf] : []));
  return times.length === 2 ? new Date(Math.min(...times.map(Number))) : null;
}

/** What came into and went out of a pocket on a day. */
export interface DayFlows {
  pocketId: string;
  day: Day;
  /** Cents without signs, moves between own pockets left out. */
  paidIn: Cents;
  paidOut: Cents;
  /** Signed cents, moves between own pockets included; null where the sign of one is not known. */
  net: Cents | null;
  /** When the last of them was booked. */
  last: Date;
}

/** Movements since a day, added up by pocket and day. */
export async function flowsSince(customerId: string, from: Day): Promise<DayFlows[]> {
  const own = sql`coalesce(data -> 'details' ->> 'on_us_transfer_type', '') = 'INTERNAL_REALLOCATION'`;
  const { rows } = await db().execute<{ pocket_id: string; day: Day; paid_in: string; paid_out: string; net: string; unsigned: boolean; last: string }>(sql`
    select pocket_id, ${dayOfRow()} as day,
      coalesce(sum(amount) filter (where amount > 0 and not ${own}), 0) as paid_in,
      coalesce(-sum(amount) filter (where amount < 0 and not ${own}), 0) as paid_out,
      coalesce(sum(amount), 0) as net, bool_or(amount is null) as unsigned, max(at)::text as last
    from mirror_item
    where customer_id = ${customerId}::uuid and kind = 'transactions' and pocket_id is not null and at >= ${startOfDay(from).toISOString()}::timestamptz
    group by 1, 2`);
  return rows.map(({ pocket_id, day, paid_in, paid_out, net, unsigned, last }) => ({
    pocketId: pocket_id, day, paidIn: cents(Number(paid_in)), paidOut: cents(Number(paid_out)),
    net: unsigned ? null : cents(Number(net)), last: new Date(last),
  }));
}

/** A trade of one pocket; `at` is when it was made. */
export type PastTrade = TradeOfDay & Pick<Trade, "trade_datetime" | "book_date" | "settled_date">;

/** Every trade in bills that had not matured before a day, by pocket, oldest first: what was held since then came from these. */
export async function tradesOfBillsSince(customerId: string, from: Day): Promise<Map<string, PastTrade[]>> {
  const rows = await db()
    .select({ day: dayOfRow(), data: mirrorItem.data })
    .from(mirrorItem)
    .where(and(ofKind(customerId, "trades"), sql`data ->> 'maturity_date' >= ${from}`))
    .orderBy(mirrorItem.at);
  const found = new Map<string, PastTrade[]>();
  for (const { day, data } of rows) {
    const { pocket_id, activity, cusip, quantity, price, notional, maturity_date, trade_datetime, book_date, settled_date } = data as Trade;
    const trade = { day, activity, cusip, quantity, price, notional, maturity_date, trade_datetime, book_date, settled_date };
    const trades = found.get(pocket_id.toLowerCase());
    if (trades) trades.push(trade);
    else found.set(pocket_id.toLowerCase(), [trade]);
  }
  return found;
}

/** Rows of one counterparty in `lookBack` days above which no rhythm is looked for: two payments of every day. */
const mostOfOne = 2 * lookBack;
const leastOfOne = 4;
const mostRows = 50_000;

/** Movements among which a rhythm could be: those of counterparties that came back neither too seldom nor all the time. */
export async function flowsThatMayRecur(customerId: string, today: Day): Promise<PastFlow[]> {
  const since = startOfDay(addDays(today, -lookBack)).toISOString();
  const { rows } = await db().execute<{ id: string; day: Day; pocket_id: string; title: string; type: string; amount: string }>(sql`
    with recent as (
      select id, ${dayOfRow()} as day, pocket_id, data ->> 'title' as title, data ->> 'type' as type, amount,
        count(*) over (partition by pocket_id, data ->> 'type', lower(data ->> 'title'), amount < 0) as alike
      from mirror_item
      where customer_id = ${customerId}::uuid and kind = 'transactions' and pocket_id is not null and amount is not null and at >= ${since}::timestamptz
    )
    select id, day, pocket_id, title, type, amount from recent where alike between ${leastOfOne} and ${mostOfOne} order by day desc limit ${mostRows}`);
  return rows.map(({ id, day, pocket_id, title, type, amount }) => ({
    id, day, pocketId: pocket_id, counterparty: title, type, amount: cents(Number(amount)),
  }));
}
