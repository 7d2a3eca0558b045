import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { AlreadyRecorded, append } from "./append";
import { entryHashOf, linkOf, type AuditEntry } from "./entry";
import { storedLinks } from "./read";
import { verifyLinks, type StoredLink } from "./verify";

let test: TestDatabase;
let owner: ReturnType<typeof openDatabase>;
let runtime: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  owner = openDatabase(test.ownerUrl, { max: 2 });
  runtime = openDatabase(test.runtimeUrl, { max: 10 });
});
afterAll(async () => {
  await owner.pool.end();
  await runtime.pool.end();
  await test.drop();
});

const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  customerId: randomUUID(),
  at: new Date("2026-06-15T14:02:11.118Z"),
  kind: "event",
  action: "session.started",
  actor: { memberId: randomUUID(), name: "Approver One" },
  correlationId: randomUUID(),
  subjectId: null,
  details: {},
  ...changes,
});
const verdict = (customerId: string) =>
  runtime.database.transaction(async (tx) => {
    const links: StoredLink[] = [];
    for await (const batch of storedLinks(tx, customerId)) links.push(...batch);
    return verifyLinks(customerId, links);
  });
const write = (one: AuditEntry) => runtime.database.transaction((tx) => append(tx, one));

describe("append", () => {
  it("keeps one unbroken chain per customer while many write at once", async () => {
    const customers = [randomUUID(), randomUUID()];
    await Promise.all(Array.from({ length: 40 }, (_, i) => write(entry({ customerId: customers[i % 2]!, details: { i } }))));
    for (const customerId of customers) {
      const found = await verdict(customerId);
      expect(found).toMatchObject({ ok: true, length: 20 });
    }
  });

  it("generates what one filters by from the text", async () => {
    const one = entry({ kind: "outcome", action: "transfer.approve", subjectId: "request-1", outcome: "done" });
    await write(one);
    const rows = await runtime.database.select().from(auditEntry);
    const { customerId, correlationId, actor } = one;
    expect(rows.find((row) => row.customerId === customerId)).toMatchObject({
      position: 1,
      at: "2026-06-15T14:02:11.118Z",
      kind: "outcome",
      action: "transfer.approve",
      memberId: actor!.memberId,
      correlationId,
      subjectId: "request-1",
      outcome: "done",
    });
    await expect(runtime.pool.query("update audit_entry set outcome = 'x'")).rejects.toThrow();
  });

  it("takes one intent and one outcome per correlation id, and events without limit", async () => {
    const intent = entry({ kind: "intent", action: "transfer.file" });
    await write(intent);
    await expect(write(intent)).rejects.toBeInstanceOf(AlreadyRecorded);
    await write({ ...intent, kind: "outcome", outcome: "done" });
    await expect(write({ ...intent, kind: "outcome", outcome: "not done" })).rejects.toBeInstanceOf(AlreadyRecorded);
    await write({ ...intent, kind: "correction" });
    await write({ ...intent, kind: "correction" });
    await write({ ...intent, customerId: randomUUID() });
    expect(await verdict(intent.customerId)).toMatchObject({ ok: true, length: 4 });
  });

  it("leaves nothing behind when the transaction around it fails", async () => {
    const one = entry();
    await expect(
      runtime.database.transaction(async (tx) => {
        await append(tx, one);
        throw new Error("later");
      }),
    ).rejects.toThrow("later");
    expect(await verdict(one.customerId)).toMatchObject({ ok: true, length: 0 });
  });

  it("keeps tokens and account numbers out, and strange text in", async () => {
    const one = entry({
      details: { payee: { name: "Sample Supplies LLC", account_number: "000123456789" }, said: "Bearer abcdefghijkl", odd: "nul \0 half \ud800 end", share: 0.5 },
    });
    await write(one);
    const [row] = (await runtime.database.select().from(auditEntry)).filter(({ customerId }) => customerId === one.customerId);
    expect(JSON.parse(row!.canonical).details).toEqual({
      payee: { name: "Sample Supplies LLC", account_number: "[removed]" },
      said: "Bearer [removed]",
      odd: "nul \ufffd half \ufffd end",
      share: "0.5",
    });
  });
});

describe("the record", () => {
  it("is changed by nobody: not by the runtime role, not by the owner in passing", async () => {
    await write(entry());
    for (const statement of ["update audit_entry set canonical = canonical", "delete from audit_entry", "truncate audit_entry"]) {
      await expect(runtime.pool.query(statement), `runtime: ${statement}`).rejects.toThrow(/permission denied/);
      await expect(owner.pool.query(statement), `owner: ${statement}`).rejects.toThrow(/append-only/);
    }
    await expect(runtime.pool.query("alter table audit_entry disable trigger all")).rejects.toThrow(/must be owner/);
  });

  it("takes no link whose hashes do not fit its text", async () => {
    const insert = "insert into audit_entry (canonical, content_hash, prev_hash, entry_hash) values ($1, $2, $3, $4)";
    const link = linkOf(entry(), null);
    const values = (changes: Partial<typeof link>) => Object.values({ ...link, ...changes });
    const other = "ab".repeat(32);
    await expect(runtime.pool.query(insert, values({ contentHash: other, entryHash: entryHashOf(link.prevHash, other) }))).rejects.toThrow("audit_entry_content");
    await expect(runtime.pool.query(insert, values({ entryHash: other }))).rejects.toThrow("audit_entry_chain");
    await runtime.pool.query(insert, values({}));
    const fork = linkOf({ ...entry(), customerId: JSON.parse(link.canonical).customerId }, { position: 1, entryHash: link.prevHash });
    await expect(runtime.pool.query(insert, Object.values(fork))).rejects.toThrow("audit_entry_one_successor");
  });
});
