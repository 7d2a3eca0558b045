import "server-only";
import { and, sql, type SQL } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { rowsPerBlock, type ListQuery, type ListRow } from "@/lib/lists/types";
import { rowsWanted } from "./filters";
import { idsFrom } from "./find";
import { orderOf, sortColumn } from "./order";
import type { DeskList } from "./types";

type AnyList = DeskList<never>;
type Found = Record<string, unknown>;

interface Block {
  rows: ListRow[];
  more: boolean;
}

/** One block of rows from a place on. They are looked up once their ids are known: what lies before is skipped in an index alone. */
export async function block(list: AnyList, customerId: string, query: ListQuery, offset: number): Promise<Block> {
  const wanted = await idsFrom(list, customerId, query, offset);
  const ids = wanted.slice(0, rowsPerBlock);
  if (ids.length === 0) return { rows: [], more: false };
  const found = await db()
    .select({ ...list.fields, rowId: list.id } as never)
    .from(list.table)
    // One parameter: a hundred take longer to plan than the rows to find.
    .where(and(list.own(customerId), sql`${list.id} = any(${sql.param(ids)})`));
  const byId = new Map((found as Found[]).map((one) => [String(one.rowId), list.row(one as never)]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), more: wanted.length > rowsPerBlock };
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
  size = 1_000,
): AsyncGenerator<ListRow[]> {
  const wanted = await rowsWanted(list, customerId, query);
  const { value, mayBeEmpty } = sortColumn(list, query);
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
        .orderBy(orderOf(list, query))
        .limit(size)) as Found[];
      if (found.length > 0) yield found.map((one) => list.row(one as never));
      if (found.length < size) break;
      const last = found.at(-1)!;
      after = part.after(last.rowKey, last.rowId);
    }
  }
}
