import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { job } from "@/lib/db/schema/job";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { recordEnd, recordStart, registerDownloadJobs, type DownloadIntent } from "./download-record";
import { runDueJobs } from "./jobs";

const clock = vi.hoisted(() => ({ at: new Date("2026-06-15T14:00:00Z") }));
vi.mock("@/lib/clock", () => ({ now: () => clock.at }));
vi.stubEnv("LOG_LEVEL", "silent");

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  registerDownloadJobs();
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

let intent: DownloadIntent;
beforeEach(async () => {
  await db().delete(job);
  intent = {
    customerId: randomUUID(),
    correlationId: randomUUID(),
    action: "statement.download",
    actor: { memberId: "m", sessionId: "s", name: "Viewer One" },
    subjectId: "one",
    details: { type: "BANK" },
  };
});
const later = (seconds: number) => new Date(clock.at.getTime() + seconds * 1000);
const entries = async () => {
  const rows = await db().select().from(auditEntry).where(eq(auditEntry.customerId, intent.customerId)).orderBy(asc(auditEntry.position));
  return rows.map(({ kind, outcome, canonical }) => [kind, outcome, (JSON.parse(canonical) as { details: unknown }).details]);
};

describe("the record of a download", () => {
  it("is an intent and an outcome, and leaves no work behind", async () => {
    await recordStart(intent, later(60));
    expect(await db().select().from(job)).toHaveLength(1);
    await recordEnd(intent, "done", { bytes: 16 });
    expect(await entries()).toEqual([
      ["intent", null, { type: "BANK" }],
      ["outcome", "done", { type: "BANK", bytes: 16 }],
    ]);
    expect(await db().select().from(job)).toEqual([]);
  });

  it("is ended by a job where the process died", async () => {
    await recordStart(intent, later(60));
    expect(await runDueJobs()).toBe(0);
    clock.at = later(61);
    expect(await runDueJobs()).toBe(1);
    expect(await entries()).toMatchObject([["intent", null, {}], ["outcome", "unknown", { type: "BANK" }]]);
    expect(await db().select().from(job)).toEqual([]);
  });

  it("is corrected where the job was quicker than a download that lived", async () => {
    await recordStart(intent, later(60));
    clock.at = later(61);
    await runDueJobs();
    await recordEnd(intent, "done", { bytes: 16 });
    expect(await entries()).toMatchObject([["intent", null, {}], ["outcome", "unknown", {}], ["correction", "done", { bytes: 16 }]]);
  });
});
