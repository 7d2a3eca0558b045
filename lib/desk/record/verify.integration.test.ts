import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { headsOf, signHead } from "@/lib/audit/heads";
import type { Person } from "@/lib/desk/record/testing/story";
import { closeDatabase, db, openDatabase, type Database, type Transaction } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { signNewest } from "./heads";
import { keptStory } from "./testing/kept-story";
import { verifyRecord } from "./verify";

const customerId = randomUUID();
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const settings: Record<string, unknown> = vi.hoisted(() => ({}));
vi.mock("@/lib/env", () => ({ env: () => settings }));
vi.stubEnv("LOG_LEVEL", "silent");

let test: TestDatabase;
let owner: ReturnType<typeof openDatabase>;
let folder: string;
let outside: unknown[];
let approver: Person;
let second: Person;

beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  vi.stubEnv("VAULT_KEYS", `k1:${Buffer.alloc(32).toString("base64")}`);
  owner = openDatabase(test.ownerUrl, { max: 1 });
  folder = await mkdtemp(path.join(tmpdir(), "countersign-verify-"));
  const [AUDIT_KEY_FILE, AUDIT_HEADS_FILE] = [path.join(folder, "key.pem"), path.join(folder, "heads.jsonl")];
  await writeFile(AUDIT_KEY_FILE, privateKey.export({ type: "pkcs8", format: "pem" }));
  Object.assign(settings, { AUDIT_KEY_FILE, AUDIT_HEADS_FILE });

  const told = await keptStory(customerId);
  const initiator = await told.enrol("Initiator One");
  approver = await told.enrol("Approver One");
  second = await told.enrol("Approver Two");
  const policy = await told.policy(2, initiator, approver);
  await signNewest(customerId);
  for (const who of [approver, second]) await told.approve(who, await told.file(initiator), { policy });
  await told.approve(second, await told.file(initiator), { assurance: "fresh-sign-in", policy });
  for (let i = 0; i < 5; i++) await told.note(initiator);
  await signNewest(customerId);
  outside = headsOf(await readFile(AUDIT_HEADS_FILE, "utf8"));
});
afterAll(async () => {
  await closeDatabase();
  await owner.pool.end();
  await test.drop();
  await rm(folder, { recursive: true });
});

const wanted = (changes = {}) => ({ customerId, keys: [publicKey], outside, ...changes });
/** Positions: three enrolments, two of the policy, then filed, intent, outcome of each request, then five notes. */
const length = 19;

class Undo extends Error {}

/** What is found after the owner of the database has done this, who stops at nothing. Undone again. */
async function after(change: (tx: Transaction) => Promise<unknown>, changes = {}) {
  let found: Awaited<ReturnType<typeof verifyRecord>>["faults"] = [];
  await owner.database
    .transaction(async (tx) => {
      await tx.execute(sql`alter table audit_entry disable trigger user`);
      for (const name of ["content", "chain", "at", "kind", "correlated"]) await tx.execute(sql.raw(`alter table audit_entry drop constraint audit_entry_${name}`));
      await tx.execute(sql`alter table audit_entry drop constraint audit_entry_customer_id_position_pk`);
      await tx.execute(sql`drop index audit_entry_one_successor, audit_entry_one_of_each`);
      await change(tx);
      found = (await verifyRecord(tx as unknown as Database, wanted(changes))).faults;
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return found;
}
const said = async (...given: Parameters<typeof after>) => (await after(...given)).map(({ position, fault }) => `${position ?? "-"}: ${fault}`);
const at = (position: number) => sql`where customer_id = ${customerId}::uuid and position = ${position}`;
const run = (statement: SQL) => (tx: Transaction) => tx.execute(statement);

describe("npm run audit:verify", () => {
  it("finds that all of it holds, as the role that the product has", async () => {
    const report = await verifyRecord(db(), wanted());
    expect(report).toMatchObject({ entries: length, heads: { table: 2, outside: 2 }, unsigned: 0, claims: 7, faults: [] });
  });

  it("names a byte that was changed in any column", async () => {
    for (const column of ["content_hash", "prev_hash", "entry_hash"]) {
      const [first] = await after(run(sql`update audit_entry set ${sql.raw(column)} = ${"f".repeat(64)} ${at(7)}`));
      expect(first, column).toMatchObject({ position: 7 });
    }
    expect(await said(run(sql`update audit_entry set canonical = replace(canonical, 'Approver One', 'Approver Two') ${at(7)}`))).toEqual([
      "7: its text was changed: it is not what was hashed",
    ]);
    for (const column of ["at", "kind", "action", "member_id", "correlation_id", "subject_id", "outcome"]) {
      const found = await said(async (tx) => {
        await tx.execute(sql.raw(`alter table audit_entry alter column ${column} drop expression`));
        await tx.execute(sql`update audit_entry set ${sql.raw(column)} = 'x' ${at(7)}`);
      });
      expect(found, column).toEqual([expect.stringMatching(/^7: the column \w+ does not say what its text says$/)]);
    }
  });

  it("names a change that was hashed anew, though the chain after it was too", async () => {
    const found = await said(async (tx) => {
      await tx.execute(sql`update audit_entry set canonical = replace(canonical, 'Approver One', 'Approver Two') ${at(7)}`);
      await tx.execute(sql`update audit_entry set content_hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex') ${at(7)}`);
      for (let position = 7; position <= length; position++) {
        await tx.execute(sql`update audit_entry set prev_hash = (select entry_hash from audit_entry ${at(position - 1)}) ${at(position)}`);
        await tx.execute(sql`update audit_entry set entry_hash = encode(sha256(decode(prev_hash, 'hex') || decode(content_hash, 'hex')), 'hex') ${at(position)}`);
      }
    });
    expect(found).toContain(`${length}: it is not the entry that was noted here before (head of ${(outside[1] as { at: string }).at}, in the table of heads)`);
  });

  it("names an entry that was removed, two that were swapped, one that was inserted", async () => {
    expect(await said(run(sql`delete from audit_entry ${at(7)}`))).toEqual(["7: 1 entry is missing here: the next one is 8"]);
    const swap = sql`update audit_entry a set prev_hash = b.prev_hash, entry_hash = b.entry_hash from audit_entry b
      where a.customer_id = ${customerId}::uuid and b.customer_id = a.customer_id and ((a.position = 7 and b.position = 9) or (a.position = 9 and b.position = 7))`;
    expect(await said(run(swap))).toEqual(["7: it was swapped with entry 9: each has the other's links"]);
    const insert = sql`insert into audit_entry (canonical, content_hash, prev_hash, entry_hash)
      select canonical, content_hash, prev_hash, encode(sha256(decode(prev_hash, 'hex') || decode(content_hash, 'hex')), 'hex')
      from (select replace(canonical, 'Approver One', 'Approver Two') as canonical,
        encode(sha256(convert_to(replace(canonical, 'Approver One', 'Approver Two'), 'UTF8')), 'hex') as content_hash, prev_hash from audit_entry ${at(7)}) as copy`;
    expect((await said(run(insert)))[0]).toMatch(/^(7|8): (it was inserted, or the one before it: both follow the same entry|1 entry was inserted here)$/);
  });

  it("names a tail that was cut: by the heads in the table, and by those outside where they were cut with it", async () => {
    const [, newest] = outside as { at: string }[];
    const cut = sql`delete from audit_entry where customer_id = ${customerId}::uuid and position > 16`;
    expect(await said(run(cut), { outside: [] })).toEqual([`17: the record ends here, but had ${length} entries once (head of ${newest!.at}, in the table of heads): its tail was cut`]);
    const both = async (tx: Transaction) => {
      await tx.execute(cut);
      await tx.execute(sql`delete from audit_head where position > 16`);
    };
    expect(await said(both, { outside: [] })).toEqual([]);
    expect(await said(both)).toEqual([`17: the record ends here, but had ${length} entries once (head of ${newest!.at}, kept outside): its tail was cut`]);
  });

  it("names heads that another key signed, and heads that were put at another place", async () => {
    const other = generateKeyPairSync("ed25519");
    const [, newest] = outside as Parameters<typeof signHead>[0][];
    const { entryHash, at: when, position } = newest!;
    const forged = JSON.stringify(signHead({ customerId, entryHash, at: when, position }, other.privateKey));
    const [fault] = await said(run(sql`update audit_head set head = ${forged}::jsonb where position = ${length}`));
    expect(fault).toMatch(/^19: its head in the table of heads does not hold: its key [0-9a-f]{16} is not one of those given$/);
    expect(await said(async () => undefined, { keys: [other.publicKey] })).toHaveLength(4);
    expect(await said(run(sql`update audit_head set position = 9 where position = ${length}`))).toEqual(["9: its head in the table of heads does not hold: it is the head of another entry"]);
  });

  it("names evidence that was changed, cannot be opened, or is gone", async () => {
    const gesture = sql`kind = 'gesture' and subject_id <> '2'`;
    const found = await said(run(sql`update evidence set sealed = (select sealed from evidence where kind = 'policy' or kind = 'enrolment' limit 1) where ${gesture}`));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^7: its proof cannot be opened: /);
    expect(await said(run(sql`delete from evidence where ${gesture}`))).toEqual(["7: its proof is not there", "10: its proof is not there"]);
  });

  it("names a policy that was edited in the database", async () => {
    const text = '{"number":2,"version":1,"weaker":true}';
    const edit = (more: SQL) => run(sql`update policy_version set canonical = ${text}${more}`);
    const free = (next: (tx: Transaction) => Promise<unknown>) => async (tx: Transaction) => {
      await tx.execute(sql`alter table policy_version drop constraint policy_version_digest`);
      await next(tx);
    };
    expect(await said(free(edit(sql``)))).toEqual(["-: version 2 of the policy in the table does not hold: its text was changed: it is not what its hash says"]);
    expect(await said(edit(sql`, digest = encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`))).toEqual([
      "-: version 2 of the policy in the table does not hold: it is not the policy that was proposed under this number",
    ]);
  });

  it("names a passkey row that was swapped, moved to somebody else, or never enrolled", async () => {
    const row = (person: Person) => sql`where id = ${person.passkeyId}::uuid`;
    expect(await said(run(sql`update passkey set public_key = ${Buffer.from(second.passkey.publicKey)} ${row(approver)}`))).toEqual([
      `-: the passkey ${approver.passkeyId} in the table does not hold: its public key is not that of its fingerprint`,
    ]);
    const swapped = sql`update passkey set public_key = ${Buffer.from(second.passkey.publicKey)}, fingerprint = ${second.passkey.fingerprint} ${row(approver)}`;
    expect(await said(run(swapped))).toEqual([`-: the passkey ${approver.passkeyId} in the table does not hold: it has another key than the one that was enrolled`]);
    expect(await said(run(sql`update passkey set member_id = ${second.memberId}::uuid ${row(approver)}`))).toHaveLength(1);
    expect(await said(run(sql`update passkey set id = ${randomUUID()}::uuid ${row(approver)}`))).toHaveLength(2);
    expect(await said(run(sql`update passkey set state = 'revoked' ${row(approver)}`))).toEqual([
      `-: the passkey ${approver.passkeyId} in the table does not hold: it is revoked, and by the record active`,
    ]);
  });
});
