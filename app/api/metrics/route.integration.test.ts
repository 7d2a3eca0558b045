import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { append } from "@/lib/audit/append";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { message } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { webhookEndpoint } from "@/lib/db/schema/webhook";
import { counted, metrics } from "@/lib/metrics/metrics";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";

const token = "a-token-of-the-monitoring-system-0123456789";
const [first, second, stranger] = [randomUUID(), randomUUID(), randomUUID()];
const settings = vi.hoisted(() => ({ METRICS_TOKEN: undefined as string | undefined, JIKO_CUSTOMER_IDS: [] as string[] }));
vi.mock("@/lib/env", () => ({
  env: () => ({
    ...settings, SESSION_IDLE_SECONDS: 900,
    JIKO_API_URL: "http://127.0.0.1:9", JIKO_DEADLINE_SECONDS: 1, JIKO_DOWNLOAD_HOSTS: [],
  }),
}));
vi.stubEnv("LOG_LEVEL", "silent");
const { GET } = await import("./route");

let test: TestDatabase;
beforeAll(async () => {
  settings.JIKO_CUSTOMER_IDS = [first.toUpperCase(), second];
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
  await seed();
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const messageOf = (what: Partial<typeof message.$inferInsert>) => ({
  id: randomUUID(), customerId: first, memberId: randomUUID(), email: "approver.one@example.com",
  kind: "request.waits", subjectId: null, once: randomUUID(), title: "Waits", text: "Waits", at: ago(600), ...what,
});

async function seed(): Promise<void> {
  const waiting = messageOf({});
  const retried = messageOf({ problem: "The mail server cannot be reached." });
  await db().insert(message).values([waiting, retried, messageOf({ problem: "It was refused." }), messageOf({ sentAt: ago(5) })]);
  await db()
    .insert(job)
    .values([
      { kind: "message.mail", key: waiting.id, payload: {}, dueAt: ago(300) },
      { kind: "message.mail", key: retried.id, payload: {}, dueAt: ago(-60), attempts: 2 },
    ]);
  for (const customerId of [first, stranger]) {
    await db().insert(mirrorKind).values({ customerId, kind: "trades", filledAt: ago(9000), asOf: ago(120) });
    await db().insert(mirrorItem).values({
      customerId, kind: "trades", id: randomUUID(), at: ago(500), status: "SETTLED", open: false, search: "",
      data: {}, digest: "", readAt: ago(1), firstSeenAt: ago(1),
    });
  }
  const endpoint = { id: randomUUID(), customerId: first, createdAt: ago(900) };
  await db().insert(webhookEndpoint).values({ ...endpoint, accepted: 7, badSignature: 2, lastAcceptedAt: ago(60) });
  const actor = { memberId: randomUUID(), sessionId: randomUUID(), name: "Approver One" };
  const entry = { customerId: first, at: ago(40), kind: "event", action: "session.begin", actor, subjectId: null, details: {} } as const;
  for (const correlationId of [randomUUID(), randomUUID()]) await db().transaction((tx) => append(tx, { ...entry, correlationId }));
}

const ask = (authorization?: string) => {
  const headers = authorization === undefined ? undefined : { authorization };
  return GET(new Request("http://localhost:3000/api/metrics", { headers }), { params: Promise.resolve({}) });
};

/** Figures by name and labels as they are written. Throws on a line that is not of the text format. */
function read(text: string): Map<string, number> {
  expect(text.endsWith("\n")).toBe(true);
  const found = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const type = /^# TYPE (\w+) (counter|gauge|histogram|summary)$/.exec(line);
    if (type) typed.add(type[1]!);
    if (line.startsWith("#")) continue;
    const [, name, labels = "", value] = /^([a-z_:]\w*)(\{(?:\w+="[^"\\\n]*",?)+\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`Not a line of the text format: ${line}`);
    expect([name, name.replace(/_(bucket|sum|count)$/, "")].some((one) => typed.has(one)), line).toBe(true);
    expect(value).toMatch(/^(-?\d+(\.\d+)?(e[+-]?\d+)?|[+-]Inf|NaN)$/i);
    found.set(name + labels, Number(value));
  }
  return found;
}

describe("/api/metrics", () => {
  it("is not there without a token in the settings", async () => {
    expect((await ask(`Bearer ${token}`)).status).toBe(404);
    expect((await ask()).status).toBe(404);
  });

  it("refuses whoever does not show the token", async () => {
    settings.METRICS_TOKEN = token;
    for (const shown of [undefined, "", "Bearer", `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token]) {
      expect((await ask(shown)).status, String(shown)).toBe(401);
    }
  });

  it("tells what is counted and what the database knows, of the customers that are served", async () => {
    counted().jikoCalls.inc({ operation: "pockets.list", outcome: "ok" });
    const answer = await ask(`Bearer ${token}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const figures = read(await answer.text());
    const figure = (name: string) => figures.get(`countersign_${name}`);
    expect(figure("database_readable")).toBe(1);
    expect(figure('jiko_calls_total{operation="pockets.list",outcome="ok"}')).toBe(1);
    expect(figure('jiko_budget_left{group="pockets"}')).toBe(120);
    expect(figure('http_requests_total{method="GET",route="/api/metrics",status="401"}')).toBe(7);
    expect(figure('jobs{kind="message.mail"}')).toBe(2);
    expect(figure('jobs_failing{kind="message.mail"}')).toBe(1);
    expect(figure('job_oldest_due_seconds{kind="message.mail"}')).toBeCloseTo(300, -2);
    expect(["waiting", "retrying", "given_up"].map((state) => figure(`messages_unsent{customer="0",state="${state}"}`))).toEqual([1, 1, 1]);
    expect(figure('mirror_rows{kind="trades",customer="0"}')).toBe(1);
    expect(figure('mirror_lag_seconds{kind="trades",customer="0"}')).toBeCloseTo(120, -2);
    expect(figure('mirror_filled{kind="trades",customer="0"}')).toBe(1);
    expect(figure('audit_position{customer="0"}')).toBe(2);
    expect(figure('audit_unsigned_entries{customer="0"}')).toBe(2);
    expect(figure('audit_unsigned_age_seconds{customer="0"}')).toBeCloseTo(40, -2);
    expect(figure('webhook_deliveries{customer="0",outcome="accepted"}')).toBe(7);
    expect(figure('webhook_deliveries{customer="0",outcome="bad_signature"}')).toBe(2);
    expect(figure('webhook_newest_age_seconds{customer="0"}')).toBeCloseTo(60, -2);
    expect(figure('sessions{customer="1"}')).toBe(0);
    expect([...figures.keys()].filter((name) => name.startsWith("countersign_mirror_rows"))).toHaveLength(1);
    expect(figures.has("process_resident_memory_bytes")).toBe(true);
  });

  it("names nobody: no id, no address, no token", async () => {
    const text = await (await ask(`Bearer ${token}`)).text();
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|@|Approver/i);
    expect(text).not.toContain(token);
  });

  it("has every metric that the runbook speaks of", async () => {
    const known = new Set((await metrics().registry.getMetricsAsJSON()).map(({ name }) => name));
    const said = readFileSync(new URL("../../../docs/runbook.md", import.meta.url), "utf8").match(/\bcountersign_[a-z_]+/g) ?? [];
    const used = [...new Set(said)].filter((name) => name !== "countersign_app" && name !== "countersign_owner");
    expect(used.length).toBeGreaterThan(8);
    for (const name of used) expect([name, name.replace(/_(bucket|sum|count)$/, "")].some((one) => known.has(one)), name).toBe(true);
  });

  it("goes on without the database, and says so", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      vi.advanceTimersByTime(600_000);
      await closeDatabase();
      vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none");
      const figures = read(await (await ask(`Bearer ${token}`)).text());
      expect(figures.get("countersign_database_readable")).toBe(0);
      expect([...figures.keys()].some((name) => name.startsWith("countersign_jobs"))).toBe(false);
      expect(figures.has('countersign_jiko_budget_left{group="pockets"}')).toBe(true);
    } finally {
      vi.useRealTimers();
      await closeDatabase();
      vi.stubEnv("DATABASE_URL", test.runtimeUrl);
    }
  });
});
