import { generateKeyPairSync, randomUUID } from "node:crypto";
import { eq, sql, type SQL } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { record } from "@/lib/audit/append";
import { db, openDatabase, type Database } from "@/lib/db/connection";
import { passkey } from "@/lib/db/schema/passkeys";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { openScene, type Person } from "../commands/testing/scene";
import { authenticatorOf } from "../passkeys/testing";
import { markOf } from "../payees/fingerprint";
import { putInForce, withRules } from "../policy/testing";
import { verifyRecord } from "./verify";

let test: TestDatabase;
const scene = openScene(async () => (test = await testDatabase()));
const { run } = scene;
const keys = [generateKeyPairSync("ed25519").publicKey];
let owner: ReturnType<typeof openDatabase> | null = null;
afterAll(() => owner?.pool.end());

/** The record says of a passkey that it was enrolled; that Jiko was never asked is left out of what is found. */
async function enrol(who: Person): Promise<void> {
  await authenticatorOf(who);
  const [{ id, fingerprint, enrolment }] = (await db().select().from(passkey).where(eq(passkey.memberId, who.memberId))) as [typeof passkey.$inferSelect];
  const actor = { memberId: who.memberId, name: who.name };
  const details = { passkeyId: id, fingerprint, enrolment, state: "active", proof: null };
  const entry = { customerId: scene.desk.customerId, at: new Date(), kind: "outcome", action: "passkey.enrol", actor, subjectId: id, outcome: "done" } as const;
  await record({ ...entry, correlationId: randomUUID(), details });
}
const neverAsked = "the sign-in of its enrolment is not there";

async function found(at: Database = db()): Promise<string[]> {
  const { faults } = await verifyRecord(at, { customerId: scene.desk.customerId, keys, outside: [] });
  return faults.filter(({ fault }) => fault !== neverAsked).map(({ position, fault }) => `${position ?? "-"}: ${fault}`);
}

class Undo extends Error {}

/** What is found after the owner of the database has done this. Undone again. */
async function after(...changes: SQL[]): Promise<string[]> {
  owner ??= openDatabase(test.ownerUrl, { max: 1 });
  let said: string[] = [];
  await owner.database
    .transaction(async (tx) => {
      for (const change of changes) await tx.execute(change);
      said = await found(tx as unknown as Database);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return said;
}

let two: Person;
let request: string;

/** Everything that the tables tell of: sign-offs by two policies, held and sent, a freeze that is lifted, a call-back. */
beforeEach(async () => {
  const admins = [scene.desk.session("Admin One", "ADMIN"), scene.desk.session("Admin Two", "ADMIN")] as const;
  two = scene.desk.session("Approver Two", "APPROVER");
  for (const who of [...admins, scene.approver, two]) await enrol(who);
  const first = await scene.desk.filed(scene.initiator.member);
  await run("transfer.approve", scene.approver, await scene.desk.seen(first));
  await run("payee.confirm", two, {
    payeeId: scene.desk.payee.id, mark: markOf(scene.desk.payee), how: "phone", contact: "Accounts payable, 0012345678901",
    source: "The contract of 2024", note: "", day: "2026-06-15", time: "09:30",
  });
  await putInForce(scene.desk, admins, withRules({ when: {}, then: { demands: [{ count: 2, from: {}, step: 1 }], assurance: "passkey", callBack: true } }));
  request = await scene.desk.filed(scene.initiator.member);
  await run("transfer.approve", scene.approver, await scene.desk.seen(request));
  const shown = await scene.desk.seen(request);
  scene.later(20);
  await run("transfer.approve", two, shown);
  const other = await scene.desk.filed(scene.initiator.member);
  await run("transfer.reject", two, await scene.desk.seen(other, "Not ordered"));
  const { result } = (await run("desk.freeze", two, { reason: "Account 0012345678901 was changed" })) as { result: { id: string } };
  for (const who of [two, scene.approver]) await run("desk.unfreeze", who, result);
});

describe("what the desk itself did", () => {
  it("holds", async () => {
    expect(await found()).toEqual([]);
  });

  it("holds where the sign-offs that counted changed between the look and the signature", async () => {
    const id = await scene.desk.filed(scene.initiator.member, 2);
    const shown = await scene.desk.seen(id);
    await run("transfer.approve", scene.approver, shown);
    await run("transfer.approve", two, shown);
    expect(await found()).toEqual([]);
  });
});


describe("the table of sign-offs", () => {
  const held = () => sql`transfer_id = ${request}::uuid and how = 'held'`;

  it("holds no row that no entry bears out", async () => {
    const insert = sql`insert into sign_off select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'member_id', ${two.memberId}::text))).* from sign_off s where ${held()}`;
    expect(await after(insert)).toEqual([`-: the sign-off of Approver One for the request ${request} in the table does not hold: no entry bears it out`]);
    const twice = sql`insert into sign_off select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).* from sign_off s where ${held()}`;
    expect(await after(twice)).toEqual([`-: the sign-off of Approver One for the request ${request} in the table does not hold: no entry bears it out`]);
  });

  it("lacks none that is on record", async () => {
    expect(await after(sql`delete from sign_off where ${held()}`)).toEqual([
      expect.stringMatching(new RegExp(`^\\d+: the sign-off of Approver One for the request ${request} is on record and not in the table$`)),
    ]);
  });

  it("says in no column anything else than the record", async () => {
    const changes: [name: string, to: SQL][] = [
      ...([["role", sql`role = 'ADMIN'`], ["memberName", sql`member_name = 'Approver Two'`], ["how", sql`how = 'sent'`]] as [string, SQL][]),
      ...([["assurance", sql`assurance = 'session'`], ["passkeyId", sql`passkey_id = gen_random_uuid()`], ["proof", sql`proof = null`]] as [string, SQL][]),
      ...([["policyVersion", sql`policy_version = 'builtin-1'`], ["subjectHash", sql`subject_hash = repeat('0', 64)`]] as [string, SQL][]),
      ...([["contextHash", sql`context_hash = repeat('0', 64)`], ["amount", sql`amount = 1`], ["time", sql`at = at + interval '1 day'`]] as [string, SQL][]),
    ];
    for (const [name, to] of changes) {
      expect(await after(sql`update sign_off set ${to} where ${held()}`), name).toEqual([expect.stringMatching(new RegExp(`^\\d+: .* its ${name} is not what entry \\d+ says$`))]);
    }
  });
});

describe("the tables of freezes and call-backs", () => {
  const here = () => sql`customer_id = ${scene.desk.customerId}::uuid`;

  it("hold no row that no entry bears out", async () => {
    const copy = (table: string) => sql`insert into ${sql.identifier(table)} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).* from ${sql.identifier(table)} t where ${here()}`;
    expect(await after(copy("desk_freeze"))).toEqual([expect.stringMatching(/^-: the freeze [0-9a-f-]{36} in the table does not hold: no entry bears it out$/)]);
    expect(await after(copy("call_back"))).toEqual([expect.stringMatching(/^-: the call-back [0-9a-f-]{36} in the table does not hold: no entry bears it out$/)]);
  });

  it("lack none that is on record", async () => {
    expect(await after(sql`delete from desk_freeze where ${here()}`)).toEqual([expect.stringMatching(/^\d+: the freeze \S+ is on record and not in the table$/)]);
    expect(await after(sql`delete from call_back where ${here()}`)).toEqual([expect.stringMatching(/^\d+: the call-back \S+ is on record and not in the table$/)]);
  });

  it("say in no column anything else than the record", async () => {
    const freeze: SQL[] = [sql`reason = 'A mistake'`, sql`frozen_by_name = 'Admin One'`, sql`lifted_by = null`, sql`lifted_at = lifted_at + interval '1 hour'`, sql`asked_by = lifted_by`];
    const called: SQL[] = [sql`fingerprint = 'k1:' || repeat('0', 64)`, sql`member_name = 'Admin One'`, sql`confirmed_at = now()`, sql`source = 'The invoice'`, sql`how = 'letter'`];
    for (const to of freeze) expect(await after(sql`update desk_freeze set ${to} where ${here()}`)).toEqual([expect.stringMatching(/^\d+: the freeze \S+ in the table does not hold: its \w+ is not/)]);
    for (const to of called) expect(await after(sql`update call_back set ${to} where ${here()}`)).toEqual([expect.stringMatching(/^\d+: the call-back \S+ in the table does not hold: its \w+ is not/)]);
  });

  it("name a freeze that somebody ended in the database", async () => {
    await run("desk.freeze", two, { reason: "A stolen laptop" });
    const end = sql`update desk_freeze set lifted_at = now(), lifted_by = frozen_by, lifted_by_name = frozen_by_name where ${here()} and lifted_at is null`;
    expect(await after(end)).toEqual([expect.stringMatching(/^\d+: the freeze \S+ in the table does not hold: its liftedBy is not what entry \d+ says$/)]);
  });
});
