import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { QueryOf } from "@/lib/jiko/operation";
import { date, id } from "@/lib/jiko/schemas";
import { tradesList, type Trade } from "@/lib/jiko/trades";
import { readWhole } from "./read";

type Query = QueryOf<typeof tradesList>;

/** What the list of trades can be narrowed to. Jiko filters by pocket and days alone; the other three are picked out here. */
export const tradesWanted = z.strictObject({
  pocket: id.optional(),
  from: date.optional(),
  to: date.optional(),
  settledFrom: date.optional(),
  settledTo: date.optional(),
  activity: z.enum(["BUY", "SELL", "MATURITY", "OTHER"]).optional(),
  cusip: z.string().regex(/^[0-9A-Z]{9}$/, "Expected a CUSIP: nine letters and digits").optional(),
  status: z.enum(["BOOKED", "SETTLED"]).optional(),
  cursor: z.string().max(2000).optional(),
});
export type TradesWanted = z.output<typeof tradesWanted>;

export interface TradesPage {
  items: Trade[];
  next_page: string | null;
  prev_page: string | null;
  /** How many trades were read to find these, where some had to be picked out here; else null. */
  looked: number | null;
}

const pageSize = 50;
/** Pages of a hundred that one look goes through at most. */
const mostPages = 4;
const known = ["BUY", "SELL", "MATURITY"];

function fits(one: Trade, { activity, cusip, status }: TradesWanted): boolean {
  const kind = known.includes(one.activity) ? one.activity : "OTHER";
  return (!activity || kind === activity) && (!cusip || one.cusip === cusip) && (!status || one.status === status);
}

/** A page of trades, newest first. Throws what `readWhole` throws. */
export async function tradesPage(session: Session, wanted: TradesWanted): Promise<TradesPage> {
  const { pocket, from, to, settledFrom, settledTo, cursor } = wanted;
  const query: Query = {
    ...(pocket ? { "account[]": [pocket] } : {}),
    book_date_from: from,
    book_date_to: to,
    settlement_date_from: settledFrom,
    settlement_date_to: settledTo,
  };
  if (!wanted.activity && !wanted.cusip && !wanted.status) {
    return { ...(await readWhole(tradesList, session, { query: { ...query, limit: pageSize, cursor } })), looked: null };
  }
  const items: Trade[] = [];
  let looked = 0;
  let next = cursor ?? null;
  for (let page = 0; page < mostPages && items.length < pageSize; page++) {
    const list = await readWhole(tradesList, session, { query: { ...query, limit: 100, cursor: next ?? undefined } });
    looked += list.items.length;
    items.push(...list.items.filter((one) => fits(one, wanted)));
    next = list.next_page;
    if (!next) break;
  }
  return { items, next_page: next, prev_page: null, looked };
}

/** Where a trade is looked for: Jiko reads no trade by its id, so whoever links to one says its pocket and book date. */
export const tradePlace = z.strictObject({ pocket: id.optional(), day: date.optional() });

const mostLookedThrough = 10;

/** One trade, found in the list. Throws `not_found` where it is not among those that were looked through. */
export async function findTrade(session: Session, tradeId: string, { pocket, day }: z.output<typeof tradePlace>): Promise<Trade> {
  const query: Query = { limit: 100, ...(pocket ? { "account[]": [pocket] } : {}), book_date_from: day, book_date_to: day };
  let cursor: string | undefined;
  for (let page = 0; page < mostLookedThrough; page++) {
    const list = await readWhole(tradesList, session, { query: { ...query, cursor } });
    const found = list.items.find((one) => one.id === tradeId);
    if (found) return found;
    if (!list.next_page) break;
    cursor = list.next_page;
  }
  throw new AppError("not_found", { message: "There is no such trade here. Jiko cannot look one up by its id: open it from the list of trades." });
}
