import "server-only";
import { and, asc, desc, inArray, sql, type SQL } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { rowsPerBlock, type ListQuery, type ListRow, type ListTotals } from "@/lib/lists/types";
import { rowsWanted, type Narrowed } from "./filters";
import type { DeskList } from "./types";

type AnyList = DeskList<never>;
type Found = Record<string, unknown>;

const columnOf = (list: AnyList, { sort }: Pick<ListQuery, "sort">) => list.columns[sort.column]!;

/** What is empty is less than everything, as the indexes have it. Rows that are alike are ordered by their id, the same way round. */
function order(list: AnyList, query: ListQuery): SQL[] {
  const { value, mayBeEmpty } = columnOf(list, query);
  const { descending } = query.sort;
  if (value === list.id) return [descending ? desc(list.id) : asc(list.id)];
  const empties = mayBeEmpty ? sql.raw(descending ? " nulls last" : " nulls first") : sql``;
  return descending ? [sql`${value} desc${empties}`, desc(list.id)] : [sql`${value} asc${empties}`, asc(list.id)];
}

interface Block {
  rows: ListRow[];
  more: boolean;
}

/** One block of rows from a place on. They are looked up once their ids are known: what lies before is skipped in an index alone. */
export async function block(list: AnyList, customerId: string, query: ListQuery, offset: number): Promise<Block> {
  const wanted = await db()
    .select({ id: list.id })
    .from(list.table)
    .where(await rowsWanted(list, customerId, query))
    .orderBy(...order(list, query))
    .limit(rowsPerBlock + 1)
    .offset(offset);
  const ids = wanted.slice(0, rowsPerBlock).map(({ id }) => id);
  if (ids.length === 0) return { rows: [], more: false };
  const found = await db()
    .select({ ...list.fields, rowId: list.id } as never)
    .from(list.table)
    .where(and(list.own(customerId), inArray(list.id, ids)));
  const byId = new Map((found as Found[]).map((one) => [one.rowId, list.row(one as never)]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), more: wanted.length > rowsPerBlock };
}

/** Counts and sums all that a query leaves. */
export async function totals(list: AnyList, customerId: string, query: Narrowed): Promise<ListTotals> {
  const summed = list.definition.columns.filter(({ totaled }) => totaled).map(({ id }) => [id, sql`${list.columns[id]!.value}`] as const);
  const figures = summed.map(([id, value]) => [
    [`${id}_in`, sql<string>`coalesce(sum(${value}) filter (where ${value} > 0), 0)`],
    [`${id}_out`, sql<string>`coalesce(-sum(${value}) filter (where ${value} < 0), 0)`],
    [`${id}_without`, sql<string>`count(*) - count(${value})`],
  ]);
  const [row] = await db()
    .select({ count: sql<string>`count(*)`, ...(Object.fromEntries(figures.flat()) as Record<string, SQL<string>>) })
    .from(list.table)
    .where(await rowsWanted(list, customerId, query));
  const figure = (name: string) => Number(row![name as "count"]);
  const sums = summed.map(([id]) => {
    const [paidIn, paidOut] = [figure(`${id}_in`), figure(`${id}_out`)];
    return [id, { in: paidIn, out: paidOut, net: paidIn - paidOut }] as const;
  });
  const without = summed.map(([id]) => [id, figure(`${id}_without`)] as const);
  return { count: figure("count"), sums: Object.fromEntries(sums), without: Object.fromEntries(without) };
}

/**
 * Everything that a query leaves, in its order, a batch at a time: each is asked for from the last row of the one before it, so
 * that nothing is held open while whoever reads is slow, and no row comes twice.
 */
export async function* batches(
  list: AnyList,
  customerId: string,
  query: ListQuery,
  signal: AbortSignal,
  size = 2_000,
): AsyncGenerator<ListRow[]> {
  const wanted = await rowsWanted(list, customerId, query);
  const { value, mayBeEmpty } = columnOf(list, query);
  const { descending } = query.sort;
  const beyond = sql.raw(descending ? "<" : ">");
  const byId = (_: unknown, id: unknown) => sql`${list.id} ${beyond} ${id}`;
  const byBoth = (key: unknown, id: unknown) => sql`(${value}, ${list.id}) ${beyond} (${key}, ${id})`;
  const filled = { only: mayBeEmpty ? sql`${value} is not null` : undefined, after: value === list.id ? byId : byBoth };
  const empty = { only: sql`${value} is null`, after: byId };
  const parts = !mayBeEmpty ? [filled] : descending ? [filled, empty] : [empty, filled];
  for (const part of parts) {
    let after: SQL | undefined;
    for (;;) {
      signal.throwIfAborted();
      const found = (await db()
        .select({ ...list.fields, rowId: list.id, rowKey: sql`(${value})::text` } as never)
        .from(list.table)
        .where(and(wanted, part.only, after))
        .orderBy(...order(list, query))
        .limit(size)) as Found[];
      if (found.length > 0) yield found.map((one) => list.row(one as never));
      if (found.length < size) break;
      const last = found.at(-1)!;
      after = part.after(last.rowKey, last.rowId);
    }
  }
}
