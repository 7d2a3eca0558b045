import "server-only";
import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorTally } from "@/lib/db/schema/mirror";
import type { Narrowed } from "./filters";
import type { DeskList } from "./types";

/** Figures of a total as PostgreSQL sends them, by their names: `count`, and `in`, `out` and `without` of the column that is summed. */
export type Figures = Readonly<Record<string, string>>;

/** What the copy is counted by. */
const counted = new Map<unknown, PgColumn>([
  [mirrorItem.pocketId, mirrorTally.pocketId],
  [mirrorItem.type, mirrorTally.type],
  [mirrorItem.status, mirrorTally.status],
  [mirrorItem.direction, mirrorTally.direction],
]);

/** Totals from the counts that are kept with the copy; null where a query asks for more than they tell. */
export async function tallied(
  list: DeskList<never>,
  customerId: string,
  { filters, search }: Narrowed,
  summed: readonly string[],
): Promise<Figures | null> {
  if (!("copy" in list.of) || search !== null || summed.some((id) => list.columns[id]!.value !== mirrorItem.amount)) return null;
  const conditions: SQL[] = [];
  for (const filter of filters) {
    const column = counted.get(list.columns[filter.column]!.value);
    if (!column || !("anyOf" in filter)) return null;
    conditions.push(filter.anyOf.length > 0 ? inArray(column, [...filter.anyOf]) : sql`false`);
  }
  const total = (column: PgColumn) => sql<string>`coalesce(sum(${column}), 0)`;
  const { paidIn, paidOut, without } = mirrorTally;
  const figures = summed.flatMap((id) =>
    Object.entries({ [`${id}_in`]: total(paidIn), [`${id}_out`]: total(paidOut), [`${id}_without`]: total(without) }),
  );
  const [row] = await db()
    .select({ count: total(mirrorTally.count), ...Object.fromEntries(figures) })
    .from(mirrorTally)
    .where(and(eq(mirrorTally.customerId, customerId), eq(mirrorTally.kind, list.of.copy), ...conditions));
  return row!;
}
