import { notFound } from "../errors";
import { page } from "../paging";
import type { Group } from "../types";

/** Inclusive on both ends; what has no value is in no bounded range. */
const within = (value: string | null, from?: string, to?: string) =>
  (from === undefined || (value !== null && value >= from)) && (to === undefined || (value !== null && value <= to));
const instant = (time?: string) => (time === undefined ? undefined : new Date(time).toISOString());

export const trades: Group<"trades.list" | "trades.confirmation"> = {
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
  "trades.confirmation": ({ books, params }) => {
    const found = books.state.company.trades.find((one) => one.id === params.trade_id && one.pocket_id === params.account_id);
    // A bill that is paid back was not traded: nothing is confirmed.
    if (!found || found.activity === "MATURITY") throw notFound("Confirmation");
    return { location: books.fileLink(`confirmations/${found.id}.pdf`) };
  },
};
