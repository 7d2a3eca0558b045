import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import type { ListTotals } from "@/lib/lists/types";
import { rowsWanted, type Narrowed } from "./filters";
import { tallied, type Figures } from "./tally";
import type { DeskList } from "./types";

/** Room for the places of a million rows: with less PostgreSQL forgets which rows of a page had a word, and reads them all again. */
const memory = "64MB";

async function fromRows(list: DeskList<never>, customerId: string, query: Narrowed, summed: readonly string[]): Promise<Figures> {
  const figures = summed.flatMap((id) => {
    const value = sql`${list.columns[id]!.value}`;
    return [
      [`${id}_in`, sql`coalesce(sum(${value}) filter (where ${value} > 0), 0)`],
      [`${id}_out`, sql`coalesce(-sum(${value}) filter (where ${value} < 0), 0)`],
      [`${id}_without`, sql`count(*) - count(${value})`],
    ] as const;
  });
  const wanted = await rowsWanted(list, customerId, query);
  return db().transaction(async (tx) => {
    await tx.execute(sql`select set_config('work_mem', ${memory}, true)`);
    const [row] = await tx
      .select({ count: sql<string>`count(*)`, ...(Object.fromEntries(figures) as Record<string, SQL<string>>) })
      .from(list.table)
      .where(wanted);
    return row!;
  });
}

/** Counts and sums all that a query leaves. */
export async function totals(list: DeskList<never>, customerId: string, query: Narrowed): Promise<ListTotals> {
  const summed = list.definition.columns.filter(({ totaled }) => totaled).map(({ id }) => id);
  const figures = (await tallied(list, customerId, query, summed)) ?? (await fromRows(list, customerId, query, summed));
  const figure = (name: string) => Number(figures[name]);
  const sums = summed.map((id) => {
    const [paidIn, paidOut] = [figure(`${id}_in`), figure(`${id}_out`)];
    return [id, { in: paidIn, out: paidOut, net: paidIn - paidOut }] as const;
  });
  const without = summed.map((id) => [id, figure(`${id}_without`)] as const);
  return { count: figure("count"), sums: Object.fromEntries(sums), without: Object.fromEntries(without) };
}
