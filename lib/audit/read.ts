import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/connection";
import type { StoredLink } from "./verify";

/** Few enough that nothing grows, many enough that the way to the database does not count. */
const batch = 2_000;

interface Row extends Record<string, unknown> {
  canonical: string;
  content_hash: string;
  prev_hash: string;
  entry_hash: string;
  at: string;
  kind: string;
  action: string;
  member_id: string | null;
  correlation_id: string;
  subject_id: string | null;
  outcome: string | null;
}

const linkOf = (row: Row): StoredLink => ({
  canonical: row.canonical, contentHash: row.content_hash, prevHash: row.prev_hash, entryHash: row.entry_hash,
  columns: {
    at: row.at, kind: row.kind, action: row.action, memberId: row.member_id, correlationId: row.correlation_id,
    subjectId: row.subject_id, outcome: row.outcome,
  },
});

/**
 * A customer's whole chain in the order of its positions, batch by batch. The next batch is on its way while one is looked at, and
 * one transaction sees one state of the record, whatever is written meanwhile. One such reading at a time in a transaction.
 */
export async function* storedLinks(tx: Pick<Transaction, "execute">, customerId: string): AsyncGenerator<StoredLink[]> {
  await tx.execute(sql`
    declare audit_reading no scroll cursor for
    select canonical, content_hash, prev_hash, entry_hash, at, kind, action, member_id, correlation_id, subject_id, outcome
    from audit_entry where customer_id = ${sql.raw(`'${customerId}'::uuid`)} order by position`);
  const fetch = async (): Promise<Row[]> => (await tx.execute<Row>(sql.raw(`fetch ${batch} from audit_reading`))).rows;
  try {
    for (let rows = await fetch(); rows.length > 0; ) {
      const next = fetch();
      // Should the reader stop here, nobody waits for it.
      next.catch(() => undefined);
      yield rows.map(linkOf);
      rows = await next;
    }
  } finally {
    await tx.execute(sql`close audit_reading`).catch(() => undefined);
  }
}
