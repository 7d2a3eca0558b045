import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { bankingNow, now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { auditHead, message } from "@/lib/db/schema/approvals";
import { session } from "@/lib/db/schema/auth";
import { job } from "@/lib/db/schema/job";
import { mirrorItem, mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { webhookEndpoint } from "@/lib/db/schema/webhook";
import { aliveAt } from "@/lib/auth/sessions";
import { env } from "@/lib/env";
import type { LookedUp } from "@/lib/metrics/metrics";
import { mailKind, webhookKind } from "../messages/tell";
import { newestEntry, unsigned } from "../record/heads";

/** One figure. A customer is its place in JIKO_CUSTOMER_IDS. */
export interface Sample {
  name: LookedUp;
  value: number;
  labels?: Record<string, string>;
}

type Row = Record<string, string | null>;

/** Names of figures by the columns that they come from. What is null is not known and left out. */
function samples(rows: Row[], columns: Record<string, LookedUp>, labelsOf: (row: Row) => Record<string, string>): Sample[] {
  return rows.flatMap((row) =>
    Object.entries(columns).flatMap(([column, name]) => {
      const value = row[column];
      return value === null || value === undefined ? [] : [{ name, value: Number(value), labels: labelsOf(row) }];
    }),
  );
}

/** Customers as `values` to join with: place and id. */
const served = (): SQL =>
  sql.join(
    env().JIKO_CUSTOMER_IDS.map((id, place) => sql`(${String(place)}, ${id.toLowerCase()}::uuid)`),
    sql`, `,
  );
const customers = () => sql`(values ${served()}) as c (customer, id)`;
const age = (at: SQL, from: Date) => sql`greatest(0, extract(epoch from ${from.toISOString()}::timestamptz - ${at}))`;

async function jobs(tx: Transaction): Promise<Sample[]> {
  const at = now();
  const { rows } = await tx.execute<Row>(sql`
    select ${job.kind} as kind, count(*) as planned, count(*) filter (where ${job.attempts} > 0) as failing,
      coalesce(max(${age(sql`${job.dueAt}`, at)}) filter (where ${job.dueAt} <= ${at.toISOString()}
        and (${job.leaseUntil} is null or ${job.leaseUntil} < ${at.toISOString()})), 0) as oldest
    from ${job} group by 1`);
  return samples(rows, { planned: "jobs", failing: "jobsFailing", oldest: "jobOldestDue" }, ({ kind }) => ({ kind: kind! }));
}

async function mirror(tx: Transaction, bank: Date): Promise<Sample[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.customer, k.kind, ${age(sql`k.as_of`, bank)} as lag, (k.filled_at is not null)::int as filled,
      (select count(*) from ${mirrorRound} r where r.customer_id = k.customer_id and r.kind = k.kind and r.misses > 0) as differing
    from ${customers()} join ${mirrorKind} k on k.customer_id = c.id`);
  const columns = { lag: "mirrorLag", filled: "mirrorFilled", differing: "mirrorDiffering" } as const;
  return samples(rows, columns, ({ kind, customer }) => ({ kind: kind!, customer: customer! }));
}

async function webhooks(tx: Transaction): Promise<Sample[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.customer, sum(e.accepted) as accepted, sum(e.bad_signature) as signature, sum(e.bad_customer) as other_customer,
      sum(e.bad_body) as body, min(${age(sql`e.last_accepted_at`, now())}) as newest
    from ${customers()} join ${webhookEndpoint} e on e.customer_id = c.id group by 1`);
  const outcomes = { accepted: "accepted", signature: "bad_signature", other_customer: "bad_customer", body: "bad_body" };
  return [
    ...Object.entries(outcomes).flatMap(([column, outcome]) =>
      samples(rows, { [column]: "webhookDeliveries" }, ({ customer }) => ({ customer: customer!, outcome })),
    ),
    ...samples(rows, { newest: "webhookAge" }, ({ customer }) => ({ customer: customer! })),
  ];
}

/** A message waits until it was tried, is tried again while its job is there, and is given up when that has gone. */
async function messages(tx: Transaction): Promise<Sample[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.customer, count(*) filter (where m.problem is null and j.key is not null) as waiting,
      count(*) filter (where m.problem is not null and j.key is not null) as retrying,
      count(*) filter (where m.problem is not null and j.key is null) as given_up
    from ${customers()} left join ${message} m on m.customer_id = c.id and m.sent_at is null
      left join ${job} j on j.kind in (${mailKind}, ${webhookKind}) and j.key = m.id::text group by 1`);
  return ["waiting", "retrying", "given_up"].flatMap((state) =>
    samples(rows, { [state]: "messages" }, ({ customer }) => ({ customer: customer!, state })),
  );
}

async function sessions(tx: Transaction): Promise<Sample[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.customer, (select count(*) from ${session} where ${session.customerId} = c.id and ${aliveAt(now())}) as alive
    from ${customers()}`);
  return samples(rows, { alive: "sessions" }, ({ customer }) => ({ customer: customer! }));
}

async function heads(tx: Transaction): Promise<Sample[]> {
  const { rows } = await tx.execute<Row>(sql`
    select c.customer,
      (select ${age(sql`h.at`, now())} from ${auditHead} h where h.customer_id = c.id order by h.position desc limit 1) as head
    from ${customers()}`);
  return samples(rows, { head: "auditHeadAge" }, ({ customer }) => ({ customer: customer! }));
}

async function entries(): Promise<Sample[]> {
  const each = env().JIKO_CUSTOMER_IDS.map(async (id, place): Promise<Sample[]> => {
    const customerId = id.toLowerCase();
    const [newest, { count, oldest }] = await Promise.all([newestEntry(customerId), unsigned(customerId)]);
    const age = oldest === null ? 0 : Math.max(0, (now().getTime() - Date.parse(oldest)) / 1000);
    const labels = { customer: String(place) };
    return [
      { name: "auditPosition", value: newest?.position ?? 0, labels },
      { name: "auditUnsigned", value: count, labels },
      { name: "auditUnsignedAge", value: age, labels },
    ];
  });
  return (await Promise.all(each)).flat();
}

/** Nothing of this may take long: monitoring must not be what slows the desk down. */
const bounded = <T>(seconds: number, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = ${sql.raw(String(seconds * 1000))}`);
    return work(tx);
  });

/** What the database knows at this moment: looked up by keys, or in tables that stay small. */
export async function lookUp(): Promise<Sample[]> {
  const bank = await bankingNow();
  const looked = await bounded(2, async (tx) => [
    ...(await jobs(tx)),
    ...(await mirror(tx, bank)),
    ...(await webhooks(tx)),
    ...(await messages(tx)),
    ...(await sessions(tx)),
    ...(await heads(tx)),
  ]);
  return [...looked, ...(await entries())];
}

/** Rows of the copy, which have to be counted one by one. */
export function countRows(): Promise<Sample[]> {
  return bounded(5, async (tx) => {
    const { rows } = await tx.execute<Row>(sql`
      select c.customer, i.kind, count(*) as rows from ${customers()} join ${mirrorItem} i on i.customer_id = c.id group by 1, 2`);
    return samples(rows, { rows: "mirrorRows" }, ({ kind, customer }) => ({ kind: kind!, customer: customer! }));
  });
}
