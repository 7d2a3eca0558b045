import { afterEach, beforeEach, expect, test } from "vitest";
import { pocketsList } from "../pockets";
import { transferRequestsCreate } from "../transfer-requests";
import { startDeadline } from "./deadline";
import { createLimiter } from "./limiter";
import { startFaultServer, type Fault, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, errorOf, fakeClock, filing, page, transferRequest } from "./testing/fixtures";
import type { Wait } from "./types";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const spent = (remaining: number, resetInSeconds: number): Fault => {
  const now = Math.floor(Date.now() / 1000);
  const headers = { date: new Date(now * 1000).toUTCString(), "x-ratelimit-limit": "120", "x-ratelimit-remaining": String(remaining) };
  return { body: page(), headers: { ...headers, "x-ratelimit-reset": String(now + resetInSeconds) } };
};

test("a read waits for the window where that fits into its deadline", async () => {
  const clock = fakeClock();
  server.script(spent(10, 5), { body: page() });
  const { jiko } = clientOf(server, {}, clock);
  await jiko.as(bearer()).call(pocketsList, {});
  await jiko.as(bearer()).call(pocketsList, {});
  expect(clock.pauses).toEqual([5_000]);
});

test("where it does not fit, it says when to come back and sends nothing", async () => {
  server.script(spent(10, 50));
  const { jiko } = clientOf(server, {}, fakeClock());
  await jiko.as(bearer()).call(pocketsList, {});
  const error = await errorOf(jiko.as(bearer()).call(pocketsList, {}));
  expect(error).toMatchObject({ code: "rate_limited", upstreamStatus: null, effect: "none", retryAfterSeconds: 50 });
  expect(server.seen).toHaveLength(1);
});

test("a read that a command needs goes on, and so does another caller", async () => {
  server.script(spent(10, 50), { body: page() }, { body: page() });
  const { jiko } = clientOf(server, {}, fakeClock());
  await jiko.as(bearer()).call(pocketsList, {});
  await jiko.as(bearer()).call(pocketsList, {}, { for: "command" });
  await jiko.as(bearer({ budgetKey: "another" })).call(pocketsList, {});
  expect(server.seen).toHaveLength(3);
});

test("background work stands back earlier than people", async () => {
  server.script(spent(40, 50), { body: page() });
  const { jiko } = clientOf(server, {}, fakeClock());
  await jiko.as(bearer()).call(pocketsList, {});
  expect(await errorOf(jiko.as(bearer({ kind: "background" })).call(pocketsList, {}))).toMatchObject({ code: "rate_limited" });
  await jiko.as(bearer()).call(pocketsList, {});
});

test("creates are paced at one per second", async () => {
  const clock = fakeClock();
  server.script({ body: transferRequest }, { body: transferRequest });
  const { jiko } = clientOf(server, {}, clock);
  await jiko.as(bearer()).call(transferRequestsCreate, filing);
  await jiko.as(bearer()).call(transferRequestsCreate, filing);
  expect(clock.pauses).toEqual([1_100]);
});

test("a write is not parked for a window", async () => {
  const clock = fakeClock();
  server.script({ status: 429, headers: { "retry-after": "9" } });
  const { jiko } = clientOf(server, {}, clock);
  await errorOf(jiko.as(bearer()).call(transferRequestsCreate, filing));
  const error = await errorOf(jiko.as(bearer()).call(transferRequestsCreate, filing));
  expect(error).toMatchObject({ code: "rate_limited", retryAfterSeconds: 9, effect: "none" });
  expect(server.seen).toHaveLength(1);
  expect(clock.pauses).toEqual([]);
});

test("who had to wait is told of, and how long; who did not is not", async () => {
  const clock = fakeClock();
  const told: Wait[] = [];
  server.script({ body: transferRequest }, { body: transferRequest }, { status: 429, headers: { "retry-after": "9" } });
  const { jiko } = clientOf(server, { onWait: (wait) => void told.push(wait) }, clock);
  for (let i = 0; i < 4; i += 1) await jiko.as(bearer()).call(transferRequestsCreate, filing).catch(() => null);
  expect(told).toEqual([
    { group: "transfer-requests-create", share: "command", ms: 1_100, refused: false },
    { group: "transfer-requests-create", share: "command", ms: 1_100, refused: false },
    { group: "transfer-requests-create", share: "command", ms: 9_000, refused: true },
  ]);
});

test("budgets that are idle are dropped", async () => {
  const clock = fakeClock();
  const limiter = createLimiter(clock);
  const deadline = startDeadline(10_000, clock);
  for (let i = 0; i < 50; i += 1) (await limiter.acquire(`caller ${i}`, "pockets", "person", deadline, "read")).release(null);
  expect(limiter.size()).toBe(50);
  clock.advance(70_000);
  (await limiter.acquire("one more", "pockets", "person", deadline, "read")).release(null);
  expect(limiter.size()).toBe(1);
  deadline.end();
});

test("what a caller has used counts all groups, by Jiko's word where that is more", async () => {
  const clock = fakeClock();
  server.script({ body: page() }, spent(100, 5), { body: transferRequest });
  const { jiko } = clientOf(server, {}, clock);
  await jiko.as(bearer()).call(pocketsList, {});
  await jiko.as(bearer()).call(pocketsList, {});
  await jiko.as(bearer()).call(transferRequestsCreate, filing);
  expect([jiko.used(bearer().budgetKey), jiko.used("another")]).toEqual([21, 0]);
  clock.advance(70_000);
  expect(jiko.used(bearer().budgetKey)).toBe(0);
});
