import type { Pool } from "pg";
import { transaction } from "../lib/jiko/transactions";
import { sources } from "../lib/desk/mirror/sources";
import { random } from "../lib/desk/lists/testing";

const titles = [
  ...["Sample Supplies LLC", "Payroll", "Rent Columbus", "Cloud hosting"],
  ...["Card settlement", "Example Robotics Inc.", "Interest", "Customer payment"],
];

/** Of twenty pockets the first has most movements, and the last a handful in a thousand. */
export const pocketAt = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** So many are made one by one; more are these again, further back and under other ids. */
const originals = 20_000;

function original(i: number, next: () => number, pocketOf: typeof pocketAt) {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]!;
  const idOf = (of: number) => `${of}0000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
  const booked = new Date(Date.UTC(2026, 6, 15) - i * 20 * 60_000).toISOString();
  const type = next() < 0.02 ? "FEE" : pick(["ACH", "ACH", "WIRE", "CARD"]);
  const reference = String(Math.floor(next() * 1e12));
  const details = {
    company_name: pick(titles), ach_direction: "RECEIVING", trace_number: reference,
    reference_number: reference, fee_type: "WIRE_FEE", counterparty_name: pick(titles), pre_authorization: false,
  };
  const one = transaction.parse({
    id: idOf(1), transaction_id: idOf(2), pocket_id: pocketOf(Math.floor(next() ** 3 * 20)), title: pick(titles), type,
    description: `Invoice ${i} of ${pick(titles)}`, status: i < 40 ? "BOOKED" : "SETTLED",
    amount: { value: Math.floor(next() ** 4 * 90_000_000) + 1, currency: "USD" }, direction: pick(["DEBIT", "CREDIT"]),
    time_booked: booked, time_settled: i < 40 ? null : booked,
    details,
  });
  return sources.transactions.rowOf(one as never);
}

/**
 * Puts so many transactions into the copy of a customer, newest first as it is filled: three for each hour back. Answers how many
 * were stored in a second, a thousand at a time.
 */
export async function seedTransactions(pool: Pool, customerId: string, count: number, pocketOf = pocketAt): Promise<number> {
  const next = random(count);
  const rows = Array.from({ length: Math.min(count, originals) }, (_, i) => original(i, next, pocketOf));
  const readAt = new Date().toISOString();
  await pool.query("create temp table original (id uuid, i int primary key, r jsonb)");
  for (let from = 0; from < rows.length; from += 5_000) {
    const some = JSON.stringify(rows.slice(from, from + 5_000));
    const each = "jsonb_array_elements($1::jsonb) with ordinality as r(v, n)";
    await pool.query(`insert into original select (v ->> 'id')::uuid, $2::int + n, v from ${each}`, [some, from]);
  }
  const begun = performance.now();
  for (let from = 0; from < count; from += 1_000) {
    await pool.query(
      `insert into mirror_item (customer_id, kind, id, pocket_id, at, amount, status,
         open, name, type, direction, later_at, search, data, digest, read_at, first_seen_at)
       select $1, 'transactions', n.id, (r ->> 'pocketId')::uuid, (r ->> 'at')::timestamptz - n.back, (r ->> 'amount')::bigint, r ->> 'status',
         (r ->> 'open')::boolean, r ->> 'name', r ->> 'type', r ->> 'direction', (r ->> 'laterAt')::timestamptz - n.back,
         replace(r ->> 'search', o.id::text, n.id::text), (r -> 'data') || jsonb_build_object('id', n.id), '', $2, $2
       from original o, lateral (select overlay(o.id::text placing lpad(($3::int)::text, 4, '0') from 10 for 4)::uuid as id,
         $3::int * interval '400000 minutes' as back) n
       where o.i > $4 and o.i <= $4 + 1000 order by o.i`,
      [customerId, readAt, Math.floor(from / originals), from % originals],
    );
  }
  const perSecond = (count / (performance.now() - begun)) * 1000;
  await pool.query("drop table original");
  const filled = "insert into mirror_kind (customer_id, kind, filled_at, as_of) values ($1, 'transactions', $2, $2)";
  await pool.query(filled, [customerId, readAt]);
  return perSecond;
}
