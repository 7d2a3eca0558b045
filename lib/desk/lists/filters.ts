import "server-only";
import { between, gte, inArray, lt, lte, or, sql, and, type SQL } from "drizzle-orm";
import { startOf } from "@/lib/clock";
import type { ListColumn, ListFilter, ListQuery } from "@/lib/lists/types";
import type { ColumnSql, DeskList } from "./types";

const nothing = sql`false`;

type Ends = Extract<ListFilter, { from: unknown }>;
type Days = Extract<ListFilter, { firstDay: unknown }>;

/** Cents on either side of zero: a filter means the amount without its sign. */
function amountBetween(value: SQL, { from, to }: Ends): SQL {
  const least = from ?? 0;
  if (to === null) return or(gte(value, least), lte(value, -least))!;
  return or(between(value, least, to), between(value, -to, -least))!;
}

const numberBetween = (value: SQL, { from, to }: Ends): SQL =>
  and(
    from === null ? undefined : sql`${value} >= ${String(from)}::numeric`,
    to === null ? undefined : sql`${value} <= ${String(to)}::numeric`,
  )!;

/** Calendar days as Jiko wrote them. */
const dayBetween = (value: SQL, { firstDay, lastDay }: Days): SQL =>
  and(firstDay === null ? undefined : gte(value, firstDay), lastDay === null ? undefined : lte(value, lastDay))!;

/** Days of the company's time zone, as instants in the form that PostgreSQL, and the text of the record, compare. */
const instantBetween = (value: SQL, { firstDay, lastDay }: Days): SQL =>
  and(
    firstDay === null ? undefined : gte(value, startOf(firstDay).toISOString()),
    lastDay === null ? undefined : lt(value, startOf(lastDay, 1).toISOString()),
  )!;

function filterSql(customerId: string, { kind }: ListColumn, column: ColumnSql, filter: ListFilter): SQL | Promise<SQL> {
  const value = sql`${column.value}`;
  if ("words" in filter) return column.words!(customerId, filter.words);
  if ("anyOf" in filter) {
    if (filter.anyOf.length === 0) return nothing;
    if (column.anyOf) return column.anyOf(filter.anyOf);
    return and(column.narrow?.(filter.anyOf), inArray(value, [...filter.anyOf]))!;
  }
  if ("from" in filter) return kind === "money" ? amountBetween(value, filter) : numberBetween(value, filter);
  return kind === "day" ? dayBetween(value, filter) : instantBetween(value, filter);
}

/** Of a query what leaves rows out. */
export type Narrowed = Pick<ListQuery, "filters" | "search">;

/** The rows of a customer that a query leaves. Filters come from `readListAddress`: none names a column that cannot be filtered. */
export async function rowsWanted(list: DeskList<never>, customerId: string, { filters, search }: Narrowed): Promise<SQL> {
  const conditions = await Promise.all(
    filters.map((filter) => {
      const column = list.definition.columns.find(({ id }) => id === filter.column)!;
      return filterSql(customerId, column, list.columns[column.id]!, filter);
    }),
  );
  return and(list.own(customerId), ...conditions, search === null ? undefined : await list.search(customerId, search))!;
}
