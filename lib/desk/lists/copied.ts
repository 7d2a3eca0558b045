import "server-only";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { amountSize, mirrorItem } from "@/lib/db/schema/mirror";
import type { Cell, ListDefinition } from "@/lib/lists/types";
import type { MirrorKind } from "../mirror/types";
import { beginnings } from "../mirror/words";
import type { ColumnSql, DeskList } from "./types";

/** A row of the copy, or one that Jiko has just listed: the same in both. */
export interface CopiedRow<Data> {
  id: string;
  pocketId: string | null;
  counterpartyId: string | null;
  at: Date;
  amount: number | null;
  status: string;
  type: string | null;
  direction: string | null;
  laterAt: Date | null;
  data: Data;
}

const { id, pocketId, counterpartyId, at, amount, status, type, direction, laterAt, data } = mirrorItem;

/** Columns that several lists have. What is empty in some rows says so. */
export const column = {
  id: { value: id },
  pocket: { value: pocketId },
  counterparty: { value: counterpartyId },
  at: { value: at },
  amount: { value: amount, size: sql.raw(amountSize), mayBeEmpty: true },
  status: { value: status },
  type: { value: type, mayBeEmpty: true },
  direction: { value: direction, mayBeEmpty: true },
  later: { value: laterAt, mayBeEmpty: true },
  /** A text, found by the words that are marked as its own (lib/desk/mirror/words.ts). */
  text: (name: string): ColumnSql => ({ words: (_, typed) => ({ begin: beginnings(typed, name) }) }),
  /** The text that rows are called by. */
  name: (name: string): ColumnSql => ({ ...column.text(name), value: mirrorItem.name, mayBeEmpty: true }),
  /** An id within what Jiko sent. It is among the words of the row, which an index finds. */
  idAt: (path: SQL): ColumnSql => ({
    value: sql`lower(${path})`,
    narrow: (ids) => sql`${mirrorItem.words} @@ ${ids.map((one) => `'${one}'`).join(" | ")}::tsquery`,
  }),
} as const;

interface Copied<Data> {
  definition: ListDefinition;
  kind: MirrorKind;
  columns: Readonly<Record<string, ColumnSql>>;
  href(row: CopiedRow<Data>): string;
  cells(row: CopiedRow<Data>): Record<string, Cell>;
}

/** A list over the desk's copy of what Jiko lists. */
export const copiedList = <Data>({ definition, kind, columns, href, cells }: Copied<Data>): DeskList<CopiedRow<Data>> => ({
  definition,
  of: { copy: kind },
  table: mirrorItem,
  id,
  // The kind stands in the text, because some indexes are of one kind alone.
  own: (customerId) => and(eq(mirrorItem.customerId, customerId), sql`${mirrorItem.kind} = ${sql.raw(`'${kind}'`)}`)!,
  fields: { id, pocketId, counterpartyId, at, amount, status, type, direction, laterAt, data },
  columns,
  words: mirrorItem.words,
  search: (_, text) => ({ begin: beginnings(text) }),
  row: (row) => ({ id: row.id, href: href(row), cells: cells(row) }),
});
