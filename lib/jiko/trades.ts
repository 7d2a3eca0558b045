import { z } from "zod";
import { operation } from "./operation";
import { amount, cursorList, date, dateTime, decimal, fileLink, id, nullable, openEnum, paging } from "./schemas";

export const trade = z.object({
  id,
  pocket_id: id,
  /** Values beyond these exist (security transfers) and are shown as they come. */
  activity: openEnum(["BUY", "SELL", "MATURITY"]),
  cusip: z.string(),
  description: z.string(),
  /** Number of $100 face units. */
  quantity: z.int(),
  /** Per $100 of face value. */
  price: decimal,
  /** Cents: round(quantity x price x 100). */
  notional: amount,
  yield_to_maturity: nullable(decimal),
  maturity_date: date,
  trade_datetime: dateTime,
  book_date: date,
  status: openEnum(["BOOKED", "SETTLED"]),
  settled_date: nullable(date),
});
export type Trade = z.output<typeof trade>;

export const tradesList = operation({
  id: "trades.list",
  operationId: "list_trades_api_v1_trades__get",
  method: "GET",
  path: "/api/v1/trades/",
  query: z.strictObject({
    ...paging,
    "account[]": z.array(id).optional(),
    book_date_from: date.optional(),
    book_date_to: date.optional(),
    settlement_date_from: date.optional(),
    settlement_date_to: date.optional(),
    trade_datetime_from: dateTime.optional(),
    trade_datetime_to: dateTime.optional(),
  }),
  answer: cursorList(trade),
  success: 200,
  scope: "pockets.read",
  group: "trades",
  provenance: { operation: "documented", body: null, answer: "related" },
});

/** Redirects to the PDF confirmation of a trade, which lives ten minutes. Maturities have none: 404. */
export const tradesConfirmation = operation({
  id: "trades.confirmation",
  operationId: "download_trade_confirmation_api_v1_accounts__account_id__trades__trade_id__confirmation__get",
  method: "GET",
  path: "/api/v1/accounts/{account_id}/trades/{trade_id}/confirmation/",
  answer: fileLink,
  success: 307,
  scope: "pockets.read",
  group: "trades",
  provenance: { operation: "documented", body: null, answer: "documented" },
});
