import { page } from "../paging";
import type { Group } from "../types";

/** Inclusive on both ends; what has no value is in no bounded range. */
const within = (value: string | null, from?: string, to?: string) =>
  (from === undefined || (value !== null && value >= from)) && (to === undefined || (value !== null && value <= to));
const instant = (time?: string) => (time === undefined ? undefined : new Date(time).toISOString());

export const trades: Group<"trades.list"> = {
  "trades.list": ({ books, query }) => {
    const accounts = query["account[]"];
    const from = instant(query.trade_datetime_from);
    const to = instant(query.trade_datetime_to);
    const rows = books.state.company.trades.filter(
      (one) =>
        (!accounts || accounts.includes(one.pocket_id)) &&
        within(one.book_date, query.book_date_from, query.book_date_to) &&
        within(one.settled_date, query.settlement_date_from, query.settlement_date_to) &&
        within(from || to ? new Date(one.trade_datetime).toISOString() : null, from, to),
    );
    return page(rows.reverse(), query);
  },
};
