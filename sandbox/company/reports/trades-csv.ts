import { stringify } from "csv-stringify/sync";
import { cents, plainCents } from "@/lib/treasury/money";
import type { CompanyState, ReportRecord } from "../types";

/** Purchases and sales of bills of the pockets in the range, by book date, oldest first. */
export function tradesCsv(state: CompanyState, { account_ids, date_from, date_to }: ReportRecord): string {
  const rows = state.trades.filter(
    ({ pocket_id, activity, book_date }) =>
      account_ids.includes(pocket_id) && (activity === "BUY" || activity === "SELL") && book_date >= date_from! && book_date <= date_to!,
  );
  return stringify(
    rows.map(({ notional, is_settled: _settled, object_type: _type, ...trade }) => ({ ...trade, notional: plainCents(cents(notional.value)), currency: "USD" })),
    {
      header: true,
      columns: [
        "id",
        "pocket_id",
        "activity",
        "trade_datetime",
        "book_date",
        "settled_date",
        "cusip",
        "description",
        "maturity_date",
        "quantity",
        "price",
        "notional",
        "currency",
        "yield_to_maturity",
        "status",
      ],
    },
  );
}
