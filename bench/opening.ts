import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { builtInPolicy } from "../lib/approvals/policy/require";
import { db } from "../lib/db/connection";
import { cents } from "../lib/treasury/money";
import { createDatabase, startCluster } from "../scripts/database";
import { table } from "./table";

/**
 * Prints how long the server takes to put together what an approver sees, all findings included, over so many past requests of
 * the desk's copy (default 100,000) and 2,000 payees. Jiko answers at once here: its own time comes on top.
 */
const wanted = Number(process.argv[2] ?? 100_000);
const { company, openDesk } = await import("../lib/desk/commands/testing/desk");
const { lookAt } = await import("../lib/desk/approvals/look");
const { fillCopy } = await import("../lib/desk/mirror/testing");
const { keepVersions } = await import("../lib/desk/mirror/versions");
const { requirementsOf } = await import("../lib/desk/policy/requirements");

const cluster = await startCluster({ durable: false });
try {
  const close = await openDesk({ ...(await createDatabase(cluster.adminUrl)), drop: async () => undefined });
  const desk = company();
  const [initiator, approver] = [desk.session("Initiator One", "INITIATOR"), desk.session("Approver One", "APPROVER")];
  const id = await desk.filed(initiator.member);
  const request = JSON.stringify(desk.bank.requests.get(id));
  // A tenth of all requests pay this payee, and a third were filed by this initiator: more than most desks have.
  await db().execute(sql`
    insert into mirror_item (customer_id, kind, id, pocket_id, counterparty_id, at, amount, status, open, search, data, digest, read_at, first_seen_at)
    select ${desk.customerId}::uuid, 'transferRequests', r.id, ${desk.operating.id}::uuid, r.payee, r.at, -r.amount, 'COMPLETED', false, '',
      jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(${request}::jsonb, '{id}', to_jsonb(r.id)), '{status}', '"COMPLETED"'),
        '{created_at}', to_jsonb(to_char(r.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))),
        '{created_by,member_id}', to_jsonb(r.filer)), '{transfer,counterparty_id}', to_jsonb(r.payee)), '', r.at, r.at
    from (
      select gen_random_uuid() as id, timestamptz '2024-06-15' + n * interval '10 minutes' as at, 100 + n % 100000 as amount,
        case when n % 10 = 0 then ${desk.payee.id}::uuid else gen_random_uuid() end as payee,
        case when n % 3 = 0 then ${initiator.memberId}::uuid else gen_random_uuid() end as filer
      from generate_series(1, ${wanted}) as n
    ) as r`);
  const payees = Array.from({ length: 2_000 }, (_, n) => ({
    ...desk.payee, id: randomUUID(), identifier: String(1_000_000 + n * 37),
    counterparty_name: { type: "business", business_name: `Example Company ${n}` },
  })) as (typeof desk.payee)[];
  await fillCopy(desk.customerId, [], payees);
  await db().transaction((tx) => keepVersions(tx, desk.customerId, [desk.payee, ...payees], new Date()));
  await db().execute(sql`analyze`).catch(() => undefined);
  const client = desk.bank.as(approver.member);
  const times: number[] = [];
  let found = 0;
  for (let run = 0; run < 60; run++) {
    const from = performance.now();
    const look = await lookAt((op, input) => client.call(op, input), approver, id);
    if (run >= 10) times.push(performance.now() - from);
    found = look.snapshot.context.findings.length;
  }
  const rule = { ...builtInPolicy.rules[0]!, when: { amountOver: cents(1), findings: ["duplicate", "unusual_amount", "similar_name"] } };
  const listTimes: number[] = [];
  for (let run = 0; run < 15; run++) {
    const from = performance.now();
    await requirementsOf(desk.customerId, { ...builtInPolicy, rules: [rule] }, [...desk.bank.requests.values()]);
    if (run >= 3) listTimes.push(performance.now() - from);
  }
  const at = (share: number, of = times) => `${of.sort((a, b) => a - b)[Math.floor(of.length * share)]!.toFixed(1)} ms`;
  table("Opening a request, on the server (aim: under 150 ms)", [
    ["past requests", "findings", "median", "p95", "slowest"],
    [wanted.toLocaleString("en-US"), String(found), at(0.5), at(0.95), at(0.999)],
  ]);
  table("What the policy asks of all that waits, for the lists", [
    ["past requests", "median", "slowest"],
    [wanted.toLocaleString("en-US"), at(0.5, listTimes), at(0.999, listTimes)],
  ]);
  await close();
} finally {
  await cluster.stop();
}
