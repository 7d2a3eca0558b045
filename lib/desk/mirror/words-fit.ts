import "server-only";
import { and, getTableName, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db } from "@/lib/db/connection";
import { searchQuery } from "./words";

/** A word that begins words of more rows than this is common. */
const common = 0.02;

/** Which of these begin words of many rows, by the planner's statistics. They lag behind, so nothing but speed may depend on it. */
async function commonAmong(words: PgColumn, some: readonly string[]): Promise<Set<string>> {
  const { rows } = await db().execute<{ beginning: string }>(sql`
    select beginning from pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as known(word, share),
      unnest(${sql.param(some)}::text[]) as wanted(beginning)
    where s.schemaname = current_schema() and s.tablename = ${getTableName(words.table)} and s.attname = ${words.name}
      and starts_with(known.word, wanted.beginning)
    group by beginning having sum(share) > ${common}`);
  return new Set(rows.map(({ beginning }) => beginning));
}

/**
 * A condition that every one of these begins some word of a row; nothing fits no words. The index has to list all rows of each
 * word that it is asked for, however few are left in the end, so beside a rare word the common ones are read in the rows that it finds:
 * `is true` is what no index answers.
 */
export async function wordsFit(words: PgColumn, some: readonly string[]): Promise<SQL> {
  if (some.length === 0) return sql`false`;
  const fit = (query: readonly string[]) => sql`${words} @@ ${searchQuery(query)}::tsquery`;
  if (some.length === 1) return fit(some);
  const often = await commonAmong(words, some);
  const rare = some.filter((one) => !often.has(one));
  if (often.size === 0 || rare.length === 0) return fit(some);
  return and(fit(rare), sql`(${fit([...often])}) is true`)!;
}
