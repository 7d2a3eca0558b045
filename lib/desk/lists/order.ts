import "server-only";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { ListQuery } from "@/lib/lists/types";
import type { ColumnSql, DeskList } from "./types";

type Sorted = Pick<ListQuery, "sort">;

export const sortColumn = (list: DeskList<never>, { sort }: Sorted): ColumnSql => list.columns[sort.column]!;

interface Named {
  key: SQLWrapper;
  id: SQLWrapper;
}

/**
 * What is empty is less than everything, as the indexes have it. Rows that are alike are ordered by their id, the same way round.
 * `named`: what the two are called in a query around that of the list.
 */
export function orderOf(list: DeskList<never>, query: Sorted, named?: Named): SQL {
  const { value, mayBeEmpty } = sortColumn(list, query);
  const { key, id } = named ?? { key: value!, id: list.id };
  const { descending } = query.sort;
  const way = sql.raw(descending ? "desc" : "asc");
  if (value === list.id) return sql`${id} ${way}`;
  const empties = sql.raw(mayBeEmpty ? (descending ? " nulls last" : " nulls first") : "");
  return sql`${key} ${way}${empties}, ${id} ${way}`;
}
