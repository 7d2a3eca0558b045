import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyBundle } from "@/lib/audit/bundle";
import type { SignedHead } from "@/lib/audit/heads";
import { closeDatabase, db, openDatabase } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditHead } from "@/lib/db/schema/approvals";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { bundleOf } from "./bundle";
import { signNewest } from "./heads";
import { recordRestored } from "./restored";
import { keptStory } from "./testing/kept-story";
import { verifyRecord } from "./verify";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const settings: Record<string, unknown> = vi.hoisted(() => ({}));
vi.mock("@/lib/env", () => ({ env: () => settings }));
vi.stubEnv("LOG_LEVEL", "silent");

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  vi.stubEnv("VAULT_KEYS", `k1:${Buffer.alloc(32).toString("base64")}`);
  folder = await mkdtemp(path.join(tmpdir(), "countersign-bundle-"));
  await writeFile(path.join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
  await rm(folder, { recursive: true });
});

let told: Awaited<ReturnType<typeof keptStory>>;
beforeEach(async () => {
  const customerId = randomUUID();
  Object.assign(settings, { AUDIT_KEY_FILE: path.join(folder, "key.pem"), JIKO_CUSTOMER_IDS: [customerId] });
  told = await keptStory(customerId);
});

describe("npm run evidence", () => {
  it("gathers what a request rests on and no more, and it holds without the database", async () => {
    const [initiator, approver, second] = [await told.enrol("Initiator One"), await told.enrol("Approver One"), await told.enrol("Approver Two")];
    const policy = await told.policy(2, initiator, second);
    await signNewest(told.customerId);
    for (let i = 0; i < 20; i++) await told.note(initiator);
    await signNewest(told.customerId);
    const [one, other] = [await told.file(initiator), await told.file(initiator)];
    await told.approve(approver, other, { policy });
    await told.approve(approver, one, { policy });
    await told.note(initiator);
    await signNewest(told.customerId);
    await told.note(initiator);

    const bundle = await bundleOf(db(), one.subject.id);
    // The initiator's passkey signed nothing of it; the second approver's signed the policy.
    expect(bundle.entries.map(({ position }) => position)).toEqual([2, 3, 4, 5, 26, 30, 31]);
    expect(bundle.segments.map(({ from, head }) => [from, head.position])).toEqual([[2, 5], [26, 32]]);
    expect(JSON.stringify(bundle)).not.toContain(other.subject.id);
    expect((await verifyBundle(JSON.parse(JSON.stringify(bundle)), { keys: [publicKey], issuerKeys: told.keys })).faults).toEqual([]);
  });

  it("says so where the newest entries are not signed, or nothing is on record", async () => {
    const request = await told.file(await told.enrol("Initiator One"));
    await expect(bundleOf(db(), request.subject.id)).rejects.toThrow("is not under a signed head yet");
    await expect(bundleOf(db(), randomUUID())).rejects.toThrow("Nothing is on record");
  });
});

describe("npm run audit:restored", () => {
  it("explains heads outside of what came after the backup; without it they tell of a cut tail", async () => {
    const { customerId } = told;
    const person = await told.enrol("Initiator One");
    await signNewest(customerId);
    for (let i = 0; i < 3; i++) await told.note(person);
    const lost = (await signNewest(customerId))!;
    const outside = [lost];
    // What the backup has: the first entry and its head.
    const owner = openDatabase(test.ownerUrl, { max: 1 });
    await owner.pool.query("alter table audit_entry disable trigger user");
    await owner.pool.query("delete from audit_entry where customer_id = $1 and position > 1", [customerId]);
    await owner.pool.query("delete from audit_head where customer_id = $1 and position > 1", [customerId]);
    await owner.pool.query("alter table audit_entry enable trigger user");
    await owner.pool.end();
    const look = () => verifyRecord(db(), { customerId, keys: [publicKey], outside });
    expect((await look()).faults[0]?.fault).toContain("the record ends here, but had 4 entries once");

    expect(await recordRestored("The disk was lost")).toMatchObject([{ customerId, kept: 1, head: { position: 2 } }]);
    for (let i = 0; i < 3; i++) await told.note(person);
    const report = await look();
    expect(report.faults).toEqual([]);
    expect(report.restores).toMatchObject([{ position: 2, kept: 1, reason: "The disk was lost" }]);
    const heads = await db().select().from(auditHead).where(eq(auditHead.customerId, customerId));
    expect(heads.map(({ head }) => (head as SignedHead).position)).toEqual([1, 2]);
  });
});
