import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { append } from "@/lib/audit/append";
import { bankingNow, now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { seenAtJiko } from "@/lib/db/schema/approvals";
import { takeTurn } from "@/lib/db/turn";
import { env } from "@/lib/env";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { recheckKind } from "../commands/record";
import { actsOf, commandOf, originOf, type Act, type CommandEntry } from "./acts";

/** In the record: since when the desk watches what happens at Jiko. Once for each customer, and nobody can move it. */
const watchAction = "requests.watched";

/** Since when (the bank's time) the desk looks at this customer's requests: since `at`, where it has not looked before. */
export async function watchedSince(tx: Transaction, customerId: string, at: Date): Promise<Date> {
  const known = async () => {
    const [row] = await tx
      .select({ canonical: auditEntry.canonical })
      .from(auditEntry)
      .where(and(eq(auditEntry.customerId, customerId), eq(auditEntry.subjectId, customerId), eq(auditEntry.action, watchAction)))
      .orderBy(asc(auditEntry.position))
      .limit(1);
    return row && new Date((JSON.parse(row.canonical) as { details: { since: string } }).details.since);
  };
  const before = await known();
  if (before) return before;
  await takeTurn(tx, `watch:${customerId}`);
  const meanwhile = await known();
  if (meanwhile) return meanwhile;
  const about = { correlationId: customerId, subjectId: customerId, actor: null };
  await append(tx, { ...about, customerId, at: now(), kind: "event", action: watchAction, details: { since: at.toISOString() } });
  return at;
}

/** From the first start that serves a customer on, its requests are watched. */
export async function beginWatching(): Promise<void> {
  const at = await bankingNow();
  for (const customerId of env().JIKO_CUSTOMER_IDS) await db().transaction((tx) => watchedSince(tx, customerId.toLowerCase(), at));
}

type Key = Pick<Act, "transferId" | "memberId" | "what">;
const keyOf = ({ transferId, memberId, what }: Key) => `${transferId} ${memberId} ${what}`;

/**
 * Notes what people did at Jiko and answers what of it did not pass through the desk and was not known yet. What happened before
 * the desk watched is told by its time and costs no row, except where Jiko gave none. Must run after the requests were read:
 * what the desk sent has its intent on record by then.
 */
export async function noteActs(
  tx: Transaction,
  customerId: string,
  requests: readonly TransferRequest[],
  { since, seenAt }: { since: Date; seenAt: Date },
): Promise<Act[]> {
  const acts = new Map<string, Act & { before: boolean }>();
  for (const request of requests) {
    for (const act of actsOf(request)) {
      const before = act.at === null && new Date(request.updated_at) <= since;
      if (before || act.at === null || act.at > since) acts.set(keyOf(act), { ...act, before });
    }
  }
  const ids = [...new Set([...acts.values()].map(({ transferId }) => transferId))];
  if (ids.length === 0) return [];
  const seen = await tx
    .select({ transferId: seenAtJiko.transferId, memberId: seenAtJiko.memberId, what: seenAtJiko.what })
    .from(seenAtJiko)
    .where(and(eq(seenAtJiko.customerId, customerId), inArray(seenAtJiko.transferId, ids)));
  for (const one of seen) acts.delete(keyOf(one));
  const unknown = [...acts.values()];
  if (unknown.length === 0) return [];
  const entries = await commandsAbout(tx, customerId, [...new Set(unknown.map(({ transferId }) => transferId))]);
  const rows = unknown.flatMap((act) => {
    const origin = act.before ? ("before" as const) : originOf(act, entries);
    // Of what is open nothing is known yet: it is looked at again when it is seen the next time.
    return origin === "open" ? [] : [{ customerId, transferId: act.transferId, memberId: act.memberId, what: act.what, origin, seenAt }];
  });
  if (rows.length === 0) return [];
  const written = await tx.insert(seenAtJiko).values(rows).onConflictDoNothing().returning();
  return written.filter(({ origin }) => origin === "outside").map((row) => acts.get(keyOf(row))!);
}

/** What the record says of commands about these requests: one statement, so that all of it is of one moment. */
async function commandsAbout(tx: Transaction, customerId: string, transferIds: readonly string[]): Promise<CommandEntry[]> {
  const { rows } = await tx.execute<{ [Name in keyof CommandEntry]: CommandEntry[Name] }>(sql`
    select e.subject_id as "subjectId", e.member_id as "memberId", e.action, e.kind, e.outcome, e.correlation_id as "correlationId",
      exists (
        select 1 from job j where j.kind = ${recheckKind} and j.key = ${customerId} || ':' || e.correlation_id
      ) as rechecking,
      exists (
        select 1 from audit_entry i
        where i.customer_id = e.customer_id and i.correlation_id = e.correlation_id and i.kind = 'intent'
          and i.canonical::jsonb -> 'details' ->> 'how' = 'held'
      ) as held
    from audit_entry e
    where e.customer_id = ${customerId}::uuid and e.subject_id = any(${sql.param(transferIds)}::text[])
      and e.kind in ('intent', 'outcome', 'correction') and e.action = any(${sql.param(Object.values(commandOf))}::text[])`);
  return rows;
}

/** Puts on record what somebody did outside the desk: who according to Jiko, what, and when it was seen. */
export async function recordOutside(tx: Transaction, customerId: string, act: Act, seenAt: Date): Promise<void> {
  const { transferId, memberId, name, what, at } = act;
  await append(tx, {
    customerId, at: now(), kind: "event", action: "request.outside", correlationId: transferId, subjectId: transferId,
    // Nobody that the desk has seen did it: Jiko says who.
    actor: null,
    details: { what, by: { memberId, name }, saidAt: at?.toISOString() ?? null, seenAt: seenAt.toISOString() },
  });
}

/** What was done to a request outside the desk, as far as it is known, oldest first. */
export async function outsideOf(customerId: string, transferId: string): Promise<{ memberId: string; what: Act["what"]; seenAt: Date }[]> {
  return db()
    .select({ memberId: seenAtJiko.memberId, what: seenAtJiko.what, seenAt: seenAtJiko.seenAt })
    .from(seenAtJiko)
    .where(and(eq(seenAtJiko.customerId, customerId), eq(seenAtJiko.transferId, transferId), eq(seenAtJiko.origin, "outside")))
    .orderBy(asc(seenAtJiko.seenAt));
}
