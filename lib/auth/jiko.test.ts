import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pocketsGet, pocketsList } from "@/lib/jiko/pockets";
import { startFaultServer, type FaultServer } from "@/lib/jiko/transport/testing/fault-server";
import { metrics } from "@/lib/metrics/metrics";

const settings = vi.hoisted(() => ({ JIKO_API_URL: "" }));
vi.mock("@/lib/env", () => ({ env: () => ({ ...settings, JIKO_DEADLINE_SECONDS: 2, JIKO_DOWNLOAD_HOSTS: [] }) }));
vi.stubEnv("LOG_LEVEL", "silent");
const { jiko } = await import("./jiko");

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
  settings.JIKO_API_URL = server.url;
});
afterEach(async () => {
  await jiko().close();
  await server.close();
});

const valueOf = async (name: string, labels: Record<string, string>) => {
  const found = await metrics().registry.getSingleMetric(`countersign_${name}`)!.get();
  const fits = (of: object) => Object.entries(labels).every(([label, value]) => (of as Record<string, unknown>)[label] === value);
  return found.values.find((one) => fits(one.labels) && (!("metricName" in one) || one.metricName === `countersign_${name}_count`))?.value;
};

it("counts what was asked of Jiko, what came of it, and what is left of the limit", async () => {
  const client = jiko().as({ budgetKey: "member", kind: "person", token: async () => ({ value: "t", type: "Bearer", dpopKey: null }) });
  const page = { items: [], next_page: null, prev_page: null, current_page: null };
  server.script({ status: 503 }, { body: page }, { status: 404, body: { detail: "none" } }, { status: 429, headers: { "retry-after": "60" } });
  await client.call(pocketsList, { query: {} });
  const params = { pocket_id: "e5fe84a1-124e-4b76-bbec-fe231ec833e1" };
  await client.call(pocketsGet, { params }).catch(() => null);
  expect(jiko().budgets().find(({ group }) => group === "pockets")).toEqual({ group: "pockets", left: 117, limit: 120 });
  await client.call(pocketsGet, { params }).catch(() => null);
  await client.call(pocketsGet, { params }).catch(() => null);

  expect(await valueOf("jiko_calls_total", { operation: "pockets.list", outcome: "upstream_unavailable" })).toBe(1);
  expect(await valueOf("jiko_calls_total", { operation: "pockets.list", outcome: "ok" })).toBe(1);
  expect(await valueOf("jiko_repeats_total", { operation: "pockets.list" })).toBe(1);
  expect(await valueOf("jiko_call_seconds", { operation: "pockets.list" })).toBe(2);
  expect(await valueOf("jiko_calls_total", { operation: "pockets.get", outcome: "not_found" })).toBe(1);
  expect(await valueOf("jiko_calls_total", { operation: "pockets.get", outcome: "rate_limited" })).toBe(1);
  expect(await valueOf("jiko_over_budget_total", { group: "pockets", share: "person" })).toBe(1);
  expect(jiko().budgets().find(({ group }) => group === "pockets")).toMatchObject({ left: 0 });
  expect(jiko().budgets().find(({ group }) => group === "trades")).toEqual({ group: "trades", left: 120, limit: 120 });
});
