import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { QueryOf } from "@/lib/jiko/operation";
import { date, id } from "@/lib/jiko/schemas";
import { tradesList, type Trade } from "@/lib/jiko/trades";
import { readWhole } from "./read";

type Query = QueryOf<typeof tradesList>;

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
