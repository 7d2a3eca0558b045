import "server-only";
import { between, gte, inArray, lt, lte, or, sql, and, type SQL } from "drizzle-orm";
import { startOf } from "@/lib/clock";
import type { ListColumn, ListFilter, ListQuery } from "@/lib/lists/types";
import { wordsFit } from "../mirror/words-fit";
import type { ColumnSql, Condition, DeskList } from "./types";

const nothing = sql`false`;

type Ends = Extract<ListFilter, { from: unknown }>;
type Days = Extract<ListFilter, { firstDay: unknown }>;

/** Cents on either side of zero: a filter means the amount without its sign. */
function amountBetween({ value, size }: ColumnSql, { from, to }: Ends): SQL {
  const least = from ?? 0;
  if (size) return to === null ? gte(size, least) : between(size, least, to);
  if (to === null) return or(gte(sql`${value}`, least), lte(sql`${value}`, -least))!;
  return or(between(sql`${value}`, least, to), between(sql`${value}`, -to, -least))!;
}

const numberBetween = (value: SQL, { from, to }: Ends): SQL | undefined =>
  and(
    from === null ? undefined : sql`${value} >= ${String(from)}::numeric`,
    to === null ? undefined : sql`${value} <= ${String(to)}::numeric`,
  );

/** Calendar days as Jiko wrote them. */
const dayBetween = (value: SQL, { firstDay, lastDay }: Days): SQL | undefined =>
  and(firstDay === null ? undefined : gte(value, firstDay), lastDay === null ? undefined : lte(value, lastDay));

/** Days of the company's time zone, as instants in the form that PostgreSQL, and the text of the record, compare. */
const instantBetween = (value: SQL, { firstDay, lastDay }: Days): SQL | undefined =>
  and(
    firstDay === null ? undefined : gte(value, startOf(firstDay).toISOString()),
    lastDay === null ? undefined : lt(value, startOf(lastDay, 1).toISOString()),
  );

/** Nothing where a filter is open on both sides. */
function filterSql(
  customerId: string,
  { kind }: ListColumn,
  column: ColumnSql,
  filter: ListFilter,
): Condition | undefined | Promise<Condition> {
  const value = sql`${column.value}`;
  if ("words" in filter) return column.words!(customerId, filter.words);
  if ("anyOf" in filter) {
    if (filter.anyOf.length === 0) return nothing;
    if (column.anyOf) return column.anyOf(filter.anyOf);
    return and(column.narrow?.(filter.anyOf), inArray(value, [...filter.anyOf]))!;
  }
  if ("from" in filter) return kind === "money" ? amountBetween(column, filter) : numberBetween(value, filter);
  return kind === "day" ? dayBetween(value, filter) : instantBetween(value, filter);
}

/** Of a query what leaves rows out. */
export type Narrowed = Pick<ListQuery, "filters" | "search">;

interface Conditions {
  /** Whose rows, and every filter that is no text. */
  plain: SQL;
  /** What words have to begin with, over all texts that are asked for; null where none is. */
  begin: readonly string[] | null;
}

/** What leaves rows out. Filters come from `readListAddress`: none names a column that cannot be filtered. */
export async function conditionsOf(list: DeskList<never>, customerId: string, { filters, search }: Narrowed): Promise<Conditions> {
  const conditions = await Promise.all([
    ...filters.map((filter) => {
      const column = list.definition.columns.find(({ id }) => id === filter.column)!;
      return filterSql(customerId, column, list.columns[column.id]!, filter);
    }),
    ...(search === null ? [] : [list.search(customerId, search)]),
  ]);
  const texts = conditions.flatMap((one) => (one && "begin" in one ? [one.begin] : []));
  // A text without words finds nothing, whatever stands beside it.
  const begin = texts.some((words) => words.length === 0) ? [] : [...new Set(texts.flat())];
  const plain = and(list.own(customerId), ...conditions.filter((one) => !(one && "begin" in one)) as SQL[])!;
  return { plain, begin: texts.length > 0 ? begin : null };
}

/** The rows of a customer that a query leaves. */
export async function rowsWanted(list: DeskList<never>, customerId: string, query: Narrowed): Promise<SQL> {
  const { plain, begin } = await conditionsOf(list, customerId, query);
  return begin ? and(plain, await wordsFit(list.words!, begin))! : plain;
}
