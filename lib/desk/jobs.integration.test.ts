import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { job } from "@/lib/db/schema/job";
import { counted } from "@/lib/metrics/metrics";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { registerJob, runDueJobs, schedule, startJobs, unschedule } from "./jobs";

const clock = vi.hoisted(() => ({ at: new Date("2026-06-15T14:00:00Z") }));
vi.mock("@/lib/clock", () => ({ now: () => clock.at }));
vi.stubEnv("LOG_LEVEL", "silent");
const later = (seconds: number) => new Date(clock.at.getTime() + seconds * 1000);

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
});
beforeEach(() => db().delete(job));
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** A promise that the test settles. */
function gate<T = void>() {
  let open!: (value: T) => void;
  const passed = new Promise<T>((resolve) => (open = resolve));
  return { passed, open };
}

describe("jobs", () => {
  it("run when they are due, once, with their payload, and are gone when done", async () => {
    const ran: unknown[] = [];
    registerJob<{ n: number }>("test.once", async ({ key, payload }) => (ran.push([key, payload.n]), "done"));
    await schedule(db(), { kind: "test.once", key: "a", dueAt: later(10), payload: { n: 1 } });
    await schedule(db(), { kind: "test.once", key: "a", dueAt: clock.at, payload: { n: 2 } });
    expect(await runDueJobs()).toBe(0);
    clock.at = later(10);
    expect(await runDueJobs()).toBe(1);
    expect(await runDueJobs()).toBe(0);
    expect(ran).toEqual([["a", 1]]);
    expect(await db().select().from(job)).toEqual([]);
  });

  it("are counted by kind and by how they ended", async () => {
    registerJob("test.well", async () => "done");
    registerJob("test.badly", async () => Promise.reject(new Error("not today")));
    for (const kind of ["test.well", "test.badly"]) await schedule(db(), { kind, key: "a", dueAt: clock.at });
    await runDueJobs();
    const { values } = await counted().jobRuns.get();
    const of = (kind: string) => values.filter(({ labels }) => labels.kind === kind).map(({ labels, value }) => [labels.outcome, value]);
    expect([of("test.well"), of("test.badly")]).toEqual([[["ok", 1]], [["failed", 1]]]);
  });

  it("are planned with what makes them necessary, or not at all", async () => {
    await expect(
      db().transaction(async (tx) => {
        await schedule(tx, { kind: "test.once", key: "b", dueAt: clock.at });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await db().select().from(job)).toEqual([]);
    await schedule(db(), { kind: "test.once", key: "b", dueAt: clock.at });
    await unschedule(db(), "test.once", "b");
    expect(await db().select().from(job)).toEqual([]);
  });

  it("come again at the time their handler says", async () => {
    let runs = 0;
    registerJob("test.again", async () => (runs++, later(60)));
    await schedule(db(), { kind: "test.again", key: "all", dueAt: clock.at });
    expect(await runDueJobs()).toBe(1);
    expect(await runDueJobs()).toBe(0);
    clock.at = later(60);
    expect(await runDueJobs()).toBe(1);
    expect(runs).toBe(2);
  });

  it("are tried again after a failure, later each time, and tell how often they failed", async () => {
    const attempts: number[] = [];
    registerJob("test.fails", async (one) => {
      attempts.push(one.attempts);
      if (attempts.length < 3) throw new Error("not yet");
      return "done";
    });
    await schedule(db(), { kind: "test.fails", key: "x", dueAt: clock.at });
    await runDueJobs();
    expect(await runDueJobs()).toBe(0);
    clock.at = later(2);
    await runDueJobs();
    clock.at = later(3);
    expect(await runDueJobs()).toBe(0);
    clock.at = later(1);
    await runDueJobs();
    expect(attempts).toEqual([0, 1, 2]);
    expect(await db().select().from(job)).toEqual([]);
  });

  it("are shared by several workers, each job to one", async () => {
    const ran: string[] = [];
    registerJob("test.many", async ({ key }) => (ran.push(key), "done"));
    const keys = Array.from({ length: 30 }, (_, i) => String(i));
    for (const key of keys) await schedule(db(), { kind: "test.many", key, dueAt: clock.at });
    const counts = await Promise.all([runDueJobs(), runDueJobs(), runDueJobs(), runDueJobs()]);
    expect(counts.reduce((sum, one) => sum + one)).toBe(30);
    expect(ran.sort()).toEqual(keys.sort());
  });

  it("are taken over when their holder's lease ran out, and the late holder changes nothing any more", async () => {
    const first = gate();
    const started = gate();
    let runs = 0;
    registerJob(
      "test.lease",
      async () => {
        if (++runs === 1) {
          started.open();
          await first.passed;
          return "done";
        }
        return later(600);
      },
      { leaseSeconds: 30 },
    );
    await schedule(db(), { kind: "test.lease", key: "x", dueAt: clock.at });
    const slow = runDueJobs();
    await started.passed;
    expect(await runDueJobs()).toBe(0);
    clock.at = later(31);
    expect(await runDueJobs()).toBe(1);
    first.open();
    await slow;
    expect(await db().select().from(job)).toMatchObject([{ kind: "test.lease", leaseOwner: null, dueAt: later(600) }]);
  });

  it("of a kind that this process does not know are left to those who do", async () => {
    await schedule(db(), { kind: "test.unknown", key: "x", dueAt: clock.at });
    expect(await runDueJobs()).toBe(0);
    expect(await db().select().from(job)).toHaveLength(1);
  });

  it("stop: the one under way is told and waited for, no other begins", async () => {
    const started = gate();
    let told = false;
    registerJob("test.stop", async (_, signal) => {
      started.open();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      told = true;
      return "done";
    });
    await schedule(db(), { kind: "test.stop", key: "1", dueAt: clock.at });
    await schedule(db(), { kind: "test.stop", key: "2", dueAt: later(1) });
    const loop = startJobs({ workers: 1 });
    await started.passed;
    clock.at = later(5);
    await loop.stop();
    expect(told).toBe(true);
    expect(await db().select().from(job)).toMatchObject([{ key: "2", leaseOwner: null }]);
  });
});
