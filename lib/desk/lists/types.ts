import type { Column, SQL } from "drizzle-orm";
import type { PgColumn, PgTable, SelectedFields } from "drizzle-orm/pg-core";
import type { Permission } from "@/lib/auth/permissions";
import type { ListDefinition, ListRow } from "@/lib/lists/types";
import type { MirrorKind } from "../mirror/types";

/** Every one of these begins some word of the row; without any, nothing fits. All that a query asks of words is put together. */
export interface Words {
  begin: readonly string[];
}
export type Condition = SQL | Words;

/** A column of a list in the database. */
export interface ColumnSql {
  /** What rows are ordered by, and what a filter compares: of the column's own kind (cents, an instant, `2026-07-15` for a day). */
  value?: Column | SQL;
  /** Of money: itself without its sign, where an index has that. */
  size?: SQL;
  /** There are rows without it, and it is ordered with what is empty as less than everything. */
  mayBeEmpty?: true;
  /** A condition that holds for every row with one of these values and that an index answers, where none is on `value`. */
  narrow?(anyOf: readonly string[]): SQL;
  /** Of texts: every word begins some word of it. Of choices that are no column: one of them holds. */
  words?(customerId: string, text: string): Condition | Promise<Condition>;
  anyOf?(values: readonly string[]): SQL;
}

/** One list: its rows in the database, and how they become cells. */
export interface DeskList<Row = unknown> {
  definition: ListDefinition;
  /** Whose copy it is, read by whoever can read it at Jiko; or what of our own, read by whoever has the permission. */
  of: { copy: MirrorKind } | { permission: Permission };
  table: PgTable;
  /** Unique within the list: the last thing that rows are ordered by. */
  id: PgColumn;
  /** The customer's rows of this list. */
  own(customerId: string): SQL;
  fields: SelectedFields;
  columns: Readonly<Record<string, ColumnSql>>;
  /** The words of its rows, in lists whose conditions speak of them. */
  words?: PgColumn;
  /** Every word begins some word that the row is found by. */
  search(customerId: string, text: string): Condition | Promise<Condition>;
  row(found: Row): ListRow;
}
