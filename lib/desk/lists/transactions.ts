import "server-only";
import { sql } from "drizzle-orm";
import { mirrorItem } from "@/lib/db/schema/mirror";
import type { Transaction } from "@/lib/jiko/transactions";
import { transactions } from "@/lib/lists/definitions/transactions";
import type { Cell } from "@/lib/lists/types";
import { textsOf } from "../mirror/texts";
import { column, copiedList } from "./copied";

/** The names of what stands behind a movement, as Jiko's details have them. */
const behind = { wire: "wire_id", transfer: "on_us_transfer_id", portal: "portal_id", card: "card_id" } as const;

const behindColumns = Object.entries(behind);
const behindSql = behindColumns.map(
  ([id, name]) => [id, column.idAt(sql`${mirrorItem.data} -> 'details' ->> ${sql.raw(`'${name}'`)}`)] as const,
);

export const transactionsList = copiedList<Transaction>({
  definition: transactions,
  kind: "transactions",
  columns: {
    booked: column.at,
    title: column.name("title"),
    type: column.type,
    pocket: column.pocket,
    status: column.status,
    direction: column.direction,
    amount: column.amount,
    settled: column.later,
    text: column.text("text"),
    reference: column.text("reference"),
    id: column.id,
    ...Object.fromEntries(behindSql),
  },
  href: ({ id }) => `/transactions/${id}`,
  cells({ id, at, laterAt, type, direction, pocketId, status, amount, data }) {
    const details: Record<string, unknown> = "details" in data ? data.details : {};
    const cells: Record<string, Cell> = {
      ...textsOf.transactions(data), booked: at.toISOString(), settled: laterAt?.toISOString() ?? null,
      id, type, direction, pocket: pocketId, status, amount,
    };
    for (const [column, name] of behindColumns) cells[column] = typeof details[name] === "string" ? details[name] : null;
    return cells;
  },
});
