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
import { cents, formatCents, type Cents } from "@/lib/treasury/money";
import { reconcile, type Reconciled, type Told } from "@/lib/treasury/reconcile";
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
  const span = sql`case when i.at < ${from.toISOString()} then 'before'
    when i.at < ${until.toISOString()} then 'during' else 'since' end`;
  const read = async (tx: Tx) => {
    const [first] = await tx.select({ at: min(mirrorItem.at) }).from(mirrorItem).where(of);
    const movements = await tx
      .select({ data: mirrorItem.data })
      .from(mirrorItem)
      .where(and(of, eq(mirrorItem.kind, "transactions"), gte(mirrorItem.at, from), lt(mirrorItem.at, until)))
      .orderBy(asc(mirrorItem.at), asc(mirrorItem.id));
    const sums = await sumsOf(tx, customerId, pocket.id, span);
    return { first: first?.at ?? null, sums, movements: movements.map(({ data }) => data as Transaction) };
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
  if (periods.some(({ unsigned }) => unsigned > 0)) {
    throw refused(pocket, "has a movement of which Jiko does not say whether it came in or went out");
  }
  const fault = faultOf(rows[2]!);
  if (fault) throw refused(pocket, fault);
  const { opening, closing } = rows[1]!.value;
  const entries = movements.flatMap((one) => movementEntry(one) ?? []);
  return {
    number: pocket.id.replaceAll("-", ""),
    opening: opening!,
    closing: closing!,
    entries: [...entries, ...earningsEntries(day, periods[1]!.earnings!)],
  };
}

/** What keeps the whole time until now from adding up, as the end of a sentence; null where it does. */
function faultOf({ value, cash }: Reconciled): string | null {
  if (value.difference === null || cash.difference === null) return "cannot be compared with what it is worth at Jiko at the moment";
  const unexplained = (what: string, difference: Cents) =>
    `does not add up with its ${what} at Jiko: ${formatCents(difference)} are not explained`;
  if (value.difference !== 0) {
    const repriced = value.reasons.some(({ code }) => code === "pricing");
    return repriced ? "was priced anew while the file was made" : unexplained("value", value.difference);
  }
  return cash.difference !== 0 ? unexplained("cash", cash.difference) : null;
}

const nextTry = "No file was made; try again in a minute, and look at the page Reconciliation if it stays.";
const refused = ({ pocket_name }: Pocket, what: string): AppError =>
  new AppError("conflict", { message: `The pocket ${pocket_name} ${what}. ${nextTry}` });
