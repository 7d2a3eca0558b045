import "server-only";
import { sql } from "drizzle-orm";
import { tradeFigures } from "@/lib/db/schema/mirror";
import type { Trade } from "@/lib/jiko/trades";
import { trades } from "@/lib/lists/definitions/trades";
import { textsOf } from "../mirror/texts";
import { column, copiedList } from "./copied";
import type { ColumnSql } from "./types";

/** As the indexes of trades have it. */
const figure = (name: keyof typeof tradeFigures): ColumnSql => ({ value: sql.raw(tradeFigures[name]), mayBeEmpty: true });

export const tradesList = copiedList<Trade>({
  definition: trades,
  kind: "trades",
  columns: {
    traded: column.at,
    activity: column.type,
    pocket: column.pocket,
    cusip: { ...column.text("cusip"), ...figure("cusip") },
    maturity: figure("maturity"),
    quantity: figure("quantity"),
    price: figure("price"),
    yield: figure("yield"),
    status: column.status,
    notional: figure("notional"),
    amount: column.amount,
    booked: figure("booked"),
    settled: figure("settled"),
    description: column.name("description"),
    id: column.id,
  },
  // Jiko reads no trade by its id: the address says where to look.
  href: ({ id, data }) => `/trades/${id}?${new URLSearchParams({ pocket: data.pocket_id, day: data.book_date })}`,
  cells: ({ id, at, type, pocketId, status, amount, data }) => ({
    ...textsOf.trades(data), traded: at.toISOString(), activity: type, pocket: pocketId, status, amount, id,
    maturity: data.maturity_date, quantity: data.quantity, price: data.price, yield: data.yield_to_maturity,
    notional: data.notional, booked: data.book_date, settled: data.settled_date,
  }),
});
