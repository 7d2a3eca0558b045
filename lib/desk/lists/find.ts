import "server-only";
import { and, sql, type SQL } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { rowsPerBlock, type ListQuery } from "@/lib/lists/types";
import { searchQuery } from "../mirror/words";
import { wordsFit } from "../mirror/words-fit";
import { conditionsOf } from "./filters";
import { orderOf, sortColumn } from "./order";
import type { DeskList } from "./types";

/** A word of one row in so many is found sooner by going through the list than in the index of words, which knows no order. */
const often = 20;
const wantedAtOnce = rowsPerBlock + 1;

const key = sql.raw("key");
const id = sql.raw("id");

/** The ids of a block and of the row after it, in the order of the list. */
export async function idsFrom(list: DeskList<never>, customerId: string, query: ListQuery, offset: number): Promise<string[]> {
  const { plain, begin } = await conditionsOf(list, customerId, query);
  const order = orderOf(list, query);
  const ids = async (from: SQL) => (await db().execute<{ id: string }>(from)).rows.map((row) => row.id);
  const block = sql`limit ${wantedAtOnce} offset ${offset}`;
  if (!begin) return ids(sql`select ${list.id} as id from ${list.table} where ${plain} order by ${order} ${block}`);
  if (begin.length === 0) return [];

  // How many rows have a word PostgreSQL cannot tell: of what begins like a short or new one it knows nothing, and a wrong guess reads
  // the whole list. So first the list is gone through as far as pays for a frequent word, and then the index is asked.
  const outer = orderOf(list, query, { key, id });
  const row = sql`${list.id} as id, ${sortColumn(list, query).value!} as key`;
  const far = often * (wantedAtOnce + offset);
  const first = sql`select ${row}, ${list.words!} as words from ${list.table} where ${plain} order by ${order} limit ${far}`;
  const early = await ids(sql`select id from (${first}) as first where words @@ ${searchQuery(begin)}::tsquery order by ${outer} ${block}`);
  if (early.length === wantedAtOnce) return early;
  const { rows } = await db().execute<{ all: boolean }>(
    sql`select count(*) < ${far} as all from (select from ${list.table} where ${plain} limit ${far}) as few`,
  );
  if (rows[0]!.all) return early;
  // "offset 0" keeps PostgreSQL from going through the list once more.
  const found = sql`select ${row} from ${list.table} where ${and(plain, await wordsFit(list.words!, begin))} offset 0`;
  return ids(sql`select id from (${found}) as found order by ${outer} ${block}`);
}
