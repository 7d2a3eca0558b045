import "server-only";
import { and, asc, eq, like, or, sql } from "drizzle-orm";
import type { EntryText } from "@/lib/audit/verify";
import { detailsOf, sentenceOf } from "@/lib/audit/words";
import { handleOf } from "@/lib/auth/member-sessions";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";

/** One entry, in words. `contentHash` is what it can be found by in evidence. */
export interface RecordLine {
  position: number;
  at: string;
  kind: string;
  /** Null: the desk itself. */
  who: string | null;
  action: string;
  sentence: string;
  outcome: string | null;
  subjectId: string | null;
  correlationId: string;
  details: [name: string, text: string][];
  contentHash: string;
}

const columns = { position: auditEntry.position, canonical: auditEntry.canonical, contentHash: auditEntry.contentHash };

export function lineOf({ position, canonical, contentHash }: { position: number; canonical: string; contentHash: string }): RecordLine {
  const entry = JSON.parse(canonical) as EntryText;
  const { at, kind, actor, action, outcome } = entry;
  // A session's own id stays on the server; everywhere else it is known by its handle.
  const shown = <Id extends string | null>(id: Id): Id => (action.startsWith("session.") && id ? (handleOf(id) as Id) : id);
  const [subjectId, correlationId] = [shown(entry.subjectId), shown(entry.correlationId)];
  return {
    position, at, kind, who: actor && (actor.name || actor.memberId), action, sentence: sentenceOf(entry), outcome, subjectId, correlationId,
    details: detailsOf(entry), contentHash,
  };
}

/** What a request's history is made of: not who was signed in when, which those who read transfers need not know. */
const ofRequests = ["transfer.", "request.", "attachment.", "command."];

/** All that is on record about one request, the oldest first. */
export async function historyOf({ customerId }: Session, transferId: string): Promise<RecordLine[]> {
  const about = and(eq(auditEntry.customerId, customerId), eq(auditEntry.subjectId, transferId));
  const rows = await db()
    .select(columns)
    .from(auditEntry)
    .where(and(about, or(...ofRequests.map((beginning) => like(auditEntry.action, `${beginning}%`)))))
    .orderBy(asc(auditEntry.position))
    .limit(500);
  return rows.map(lineOf);
}

/**
 * Everybody whom the record names, with the name that they had last. Goes from one member to the next through the index: it does not
 * read all entries.
 */
export async function knownMembers(customerId: string, before = "9999"): Promise<{ id: string; name: string }[]> {
  const { rows } = await db().execute<{ id: string; name: string | null }>(sql`
    with recursive known(id) as (
      (select member_id from audit_entry where customer_id = ${customerId}::uuid and member_id is not null order by member_id limit 1)
      union all
      select (select e.member_id from audit_entry e where e.customer_id = ${customerId}::uuid and e.member_id > known.id order by e.member_id limit 1)
      from known where known.id is not null
    )
    select id, (
      select canonical::jsonb -> 'actor' ->> 'name' from audit_entry e
      where e.customer_id = ${customerId}::uuid and e.member_id = known.id and e.at < ${before} order by e.position desc limit 1
    ) as name
    from known where id is not null`);
  return rows.flatMap(({ id, name }) => (name === null ? [] : [{ id, name: name || id }])).toSorted((a, b) => a.name.localeCompare(b.name, "en-US"));
}
