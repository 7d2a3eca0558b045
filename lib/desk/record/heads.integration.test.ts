import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { record } from "@/lib/audit/append";
import { headFault, headsOf, type SignedHead } from "@/lib/audit/heads";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditHead } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { runDueJobs } from "../jobs";
import { signDueHeads, signHeadSoon, signLastHeads, signNewest, unsigned } from "./heads";
import { registerHeadJobs } from "./outside";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const settings: Record<string, unknown> = vi.hoisted(() => ({}));
const clock = vi.hoisted(() => ({ at: new Date("2026-06-15T14:00:00Z") }));
vi.mock("@/lib/env", () => ({ env: () => settings }));
vi.mock("@/lib/clock", () => ({ now: () => clock.at }));
vi.stubEnv("LOG_LEVEL", "silent");

let test: TestDatabase;
let folder: string;
let server: Server;
let answer = 200;
let received: SignedHead[] = [];

beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  folder = await mkdtemp(path.join(tmpdir(), "countersign-heads-"));
  await writeFile(path.join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += String(part)));
    request.on("end", () => {
      if (answer === 200) received.push(JSON.parse(text) as SignedHead);
      response.writeHead(answer).end();
    });
  }).listen(0, "127.0.0.1");
  registerHeadJobs();
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
  server.close();
  await rm(folder, { recursive: true });
});

let customerId: string;
beforeEach(async () => {
  await db().delete(job);
  customerId = randomUUID();
  [answer, received] = [200, []];
  const AUDIT_HEADS_FILE = path.join(folder, `${customerId}.jsonl`);
  Object.assign(settings, { JIKO_CUSTOMER_IDS: [customerId], AUDIT_KEY_FILE: path.join(folder, "key.pem"), AUDIT_HEADS_FILE });
  settings.AUDIT_HEADS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heads`;
});

const write = (at = clock.at) =>
  record({ customerId, at, kind: "event", action: "session.started", actor: null, correlationId: randomUUID(), subjectId: null, details: {} });
const heads = () => db().select().from(auditHead).where(eq(auditHead.customerId, customerId));
const inFile = async () => headsOf(await readFile(settings.AUDIT_HEADS_FILE as string, "utf8").catch(() => ""));

describe("signing heads", () => {
  it("signs the newest entry, and brings the head to the table, the file and the webhook", async () => {
    await write();
    await write();
    const head = await signNewest(customerId);
    expect(head).toMatchObject({ customerId, position: 2 });
    expect(headFault(head, [publicKey])).toBeNull();
    expect(await heads()).toMatchObject([{ position: 2, head, publishedAt: clock.at }]);
    expect(await inFile()).toEqual([head]);
    expect(received).toEqual([head]);
    expect(await db().select().from(job)).toEqual([]);
    expect(await signNewest(customerId)).toBeNull();
  });

  it("makes one head of a position, however many processes sign at once", async () => {
    await write();
    const made = await Promise.all(Array.from({ length: 8 }, () => signNewest(customerId)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await heads()).toHaveLength(1);
    expect(await inFile()).toHaveLength(1);
  });

  it("tries a webhook until it takes the head, without writing the file again", async () => {
    answer = 503;
    await write();
    await signNewest(customerId);
    expect(await heads()).toMatchObject([{ publishedAt: null }]);
    expect(await inFile()).toHaveLength(1);
    answer = 200;
    clock.at = new Date(clock.at.getTime() + 16_000);
    expect(await runDueJobs()).toBe(1);
    expect(received).toHaveLength(1);
    expect(await inFile()).toHaveLength(1);
    expect(await heads()).toMatchObject([{ publishedAt: clock.at }]);
  });

  it("signs soon after a decision, and what is written meanwhile as well", async () => {
    await write();
    signHeadSoon(customerId);
    await write();
    signHeadSoon(customerId);
    await signLastHeads();
    expect(Math.max(...(await heads()).map(({ position }) => position))).toBe(2);
    expect(await unsigned(customerId)).toEqual({ count: 0, oldest: null });
  });

  it("has the job sign what is old or much, and nothing else", async () => {
    await write();
    await signDueHeads();
    expect(await heads()).toEqual([]);
    expect(await unsigned(customerId)).toEqual({ count: 1, oldest: clock.at.toISOString() });
    clock.at = new Date(clock.at.getTime() + 9_000);
    await signDueHeads();
    expect(await heads()).toMatchObject([{ position: 1 }]);
    for (let i = 0; i < 100; i++) await write();
    await signDueHeads();
    expect(await heads()).toMatchObject([{ position: 1 }, { position: 101 }]);
  });

  it("signs nothing without a key", async () => {
    delete settings.AUDIT_KEY_FILE;
    await write();
    signHeadSoon(customerId);
    await signDueHeads();
    await signLastHeads();
    expect(await signNewest(customerId)).toBeNull();
    expect(await heads()).toEqual([]);
  });
});
