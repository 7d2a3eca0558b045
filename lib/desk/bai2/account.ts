import "server-only";
import { and, asc, eq, gte, lt, min, sql } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import type { Account } from "@/lib/bai2/write";
import { bankDayOf, startOfBankDay } from "@/lib/clock";
import { db, type Transaction as Tx } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import { pocketEarnings, type Earnings, type Pocket } from "@/lib/jiko/pockets";
import type { Transaction } from "@/lib/jiko/transactions";
import { addDays } from "@/lib/treasury/business-days";
import { cents, formatCents } from "@/lib/treasury/money";
import { reconcile, type Told } from "@/lib/treasury/reconcile";
import { jikoFor } from "../jiko";
import { periodOf, sumsOf } from "../mirror/sums";
import { earningsEntries, movementEntry } from "./entries";

export interface Wanted {
  pocket: Pocket;
  day: string;
  /** Jiko's present day, which lies after it. */
  today: string;
}

const spans = ["before", "during", "since"] as const;

/** Rows of the copy at one moment: sums by where they lie to the day, the movements of the day, and when the first row was. */
function rowsOf(customerId: string, { pocket, day }: Wanted) {
  const [from, until] = [startOfBankDay(day), startOfBankDay(day, 1)];
  const of = and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.pocketId, pocket.id));
  const span = sql`case when i.at < ${from.toISOString()} then 'before' when i.at < ${until.toISOString()} then 'during' else 'since' end`;
  const read = async (tx: Tx) => {
    const [first] = await tx.select({ at: min(mirrorItem.at) }).from(mirrorItem).where(of);
    const movements = await tx
      .select({ data: mirrorItem.data })
      .from(mirrorItem)
      .where(and(of, eq(mirrorItem.kind, "transactions"), gte(mirrorItem.at, from), lt(mirrorItem.at, until)))
      .orderBy(asc(mirrorItem.at), asc(mirrorItem.id));
    return { first: first?.at ?? null, sums: await sumsOf(tx, customerId, pocket.id, span), movements: movements.map(({ data }) => data as Transaction) };
  };
  return db().transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
}

/** What Jiko says of now. A closed pocket is empty: Jiko closes no other. */
function toldOf({ portfolio, status }: Pocket, earned: string | null): Told | null {
  if (portfolio) return { value: portfolio.total_value, cash: portfolio.cash, priced: portfolio.pricing_timestamp, earned };
  return status === "CLOSED" ? { value: cents(0), cash: cents(0), priced: null, earned: null } : null;
}

/**
 * A pocket on a day that is over: its value at the beginning and at the end, what moved, and what its bills earned. Movements come
 * from the desk's copy, earnings and the present value from Jiko. It is given out only where all of it, from the pocket's first
 * movement until now, adds up to what Jiko says the pocket is worth and holds in cash, to the cent; else throws `conflict` with a
 * sentence. Null where nothing had moved by the end of that day.
 */
export async function accountOf(session: Session, wanted: Wanted, signal: AbortSignal): Promise<Account | null> {
  const { pocket, day, today } = wanted;
  const { first, sums, movements } = await rowsOf(session.customerId, wanted);
  if (!first || bankDayOf(first) > day) return null;

  const begin = bankDayOf(first);
  const ranges = { before: begin < day ? [begin, addDays(day, -1)] : null, during: [day, day], since: [addDays(day, 1), today] };
  const earned = await Promise.all(
    spans.map(async (span): Promise<Earnings | null> => {
      const range = ranges[span];
      if (!range) return null;
      const query = { period: "range", date_from: range[0], date_to: range[1] } as const;
      return jikoFor(session).call(pocketEarnings, { params: { pocket_id: pocket.id }, query }, { signal });
    }),
  );
  const periods = spans.map((span, i) => periodOf(span, sums, earned[i]?.earnings ?? cents(0), "agrees"));
  const told = toldOf(pocket, earned[2]?.pricing_timestamp ?? null);
  const rows = reconcile(periods, new Map(told ? [["since", told]] : []));
  const { value, cash } = rows[2]!;

  const entries = movements.flatMap((one) => movementEntry(one) ?? []);
  const unclear = periods.some(({ unsigned }) => unsigned > 0);
  if (unclear) throw refused(pocket, "has a movement of which Jiko does not say whether it came in or went out");
  if (value.difference === null || cash.difference === null) throw refused(pocket, "cannot be compared with what it is worth at Jiko at the moment");
  const repriced = value.reasons.some(({ code }) => code === "pricing");
  if (value.difference !== 0 && repriced) throw refused(pocket, "was priced anew while the file was made");
  if (value.difference !== 0) throw refused(pocket, `does not add up with its value at Jiko: ${formatCents(value.difference)} are not explained`);
  if (cash.difference !== 0) throw refused(pocket, `does not add up with its cash at Jiko: ${formatCents(cash.difference)} are not explained`);

  const { opening, closing } = rows[1]!.value;
  return { number: pocket.id.replaceAll("-", ""), opening: opening!, closing: closing!, entries: [...entries, ...earningsEntries(day, periods[1]!.earnings!)] };
}

const refused = ({ pocket_name }: Pocket, what: string): AppError =>
  new AppError("conflict", { message: `The pocket ${pocket_name} ${what}. No file was made; try again in a minute, and look at the page Reconciliation if it stays.` });
