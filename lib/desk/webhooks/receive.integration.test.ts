import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/webhooks/jiko/[endpoint]/route";
import { db } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { webhookEndpoint, webhookEvent, webhookSecret } from "@/lib/db/schema/webhook";
import { controlClient, type Control } from "@/sandbox/control/client";
import { startSandbox, type Sandbox } from "@/sandbox/start";
import { discover, signInAs, testClient } from "@/sandbox/testing";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { acceptedSecrets, bothForHours, deleteExpiredSecrets, makeSecret, openSecret, replaceSecrets, takeSecret } from "./secrets";
import { eventKind } from "./work";

const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";
let close: () => Promise<void>;
let endpointId: string;
let secret: string;

beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());
beforeEach(async () => {
  await db().delete(webhookEvent);
  await db().delete(webhookEndpoint);
  await db().delete(job);
  Object.assign(globalThis, { countersignBuckets: undefined });
  endpointId = randomUUID();
  await db().insert(webhookEndpoint).values({ id: endpointId, customerId, createdAt: new Date() });
  const id = randomUUID();
  await makeSecret({ id, customerId, endpointId });
  secret = await openSecret(customerId, id);
});

const eventOf = (changes: object = {}) => ({
  event_id: randomUUID(),
  event_type: "transfers.wire.out.success",
  timestamp: "2026-07-15T15:21:07.331902Z",
  customer_id: customerId,
  payload: { wire_id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd", account: "000123456789" },
  ...changes,
});
const sign = (text: string, key = secret) => createHmac("sha256", key).update(text).digest("base64");
const deliver = (body: unknown, { signature, to = endpointId }: { signature?: string | null; to?: string } = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers: Record<string, string> = signature === null ? {} : { "x-jiko-signature": signature ?? sign(text) };
  const request = new Request(`http://localhost/api/webhooks/jiko/${to}`, { method: "POST", body: text, headers });
  return POST(request, { params: Promise.resolve({ endpoint: to }) });
};
const statusOf = async (...given: Parameters<typeof deliver>) => (await deliver(...given)).status;
const endpoint = async () => (await db().select().from(webhookEndpoint).where(eq(webhookEndpoint.id, endpointId)))[0]!;
const stored = () => db().select().from(webhookEvent);
const work = async () => (await db().select().from(job)).filter(({ kind }) => kind === eventKind);

describe("a delivery", () => {
  it("is stored once with its work, however often it comes, and keeps nothing but ids", async () => {
    const event = eventOf();
    expect(await statusOf(event)).toBe(202);
    expect(await Promise.all([statusOf(event), statusOf(event)])).toEqual([200, 200]);
    const rows = await stored();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ eventId: event.event_id, deliveries: 3, about: { wire_id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd" } });
    expect(JSON.stringify(rows)).not.toContain("000123456789");
    expect(await work()).toHaveLength(1);
    expect(await endpoint()).toMatchObject({ accepted: 3, repeated: 2, badSignature: 0 });
  });

  it("that nobody signed, or somebody else, is refused and counted, and leaves nothing", async () => {
    const event = eventOf();
    const text = JSON.stringify(event);
    expect(await statusOf(event, { signature: null })).toBe(401);
    expect(await statusOf(event, { signature: sign(text, "another secret of ours") })).toBe(401);
    // Over the bytes, not over what they mean.
    expect(await statusOf(JSON.stringify(event, null, 1), { signature: sign(text) })).toBe(401);
    expect([await stored(), await work()]).toEqual([[], []]);
    expect(await endpoint()).toMatchObject({ accepted: 0, badSignature: 3 });
  });

  it("about another customer, or that is no event, is refused though it is signed", async () => {
    expect(await statusOf(eventOf({ customer_id: randomUUID() }))).toBe(403);
    for (const body of ["", "[]", "not JSON", { ...eventOf(), event_id: "x" }, { ...eventOf(), payload: undefined }]) {
      expect(await statusOf(body)).toBe(400);
    }
    expect(await stored()).toEqual([]);
    expect(await endpoint()).toMatchObject({ badCustomer: 1, badBody: 5 });
  });

  it("to an endpoint that is not there is told nothing", async () => {
    for (const to of [randomUUID(), "x", "../../health/live"]) {
      const answer = await deliver(eventOf(), { to });
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: "not_found", message: "There is nothing here." }]);
    }
  });

  it("that is larger than any event is not read to its end", async () => {
    expect(await statusOf(eventOf({ payload: { note: "x".repeat(70_000) } }))).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it("without a signature is put off when there are too many, and signed ones still come through", async () => {
    // The limit recovers with time: on a busy machine so many would never be too many.
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    const answers = [];
    try {
      for (let i = 0; i < 125; i++) answers.push(await statusOf(eventOf(), { signature: null }));
    } finally {
      vi.useRealTimers();
    }
    expect(new Set(answers)).toEqual(new Set([401, 429]));
    expect(await statusOf(eventOf())).toBe(202);
  });
});

describe("secrets", () => {
  it("count both while one takes the place of the other, and then the new one alone", async () => {
    const next = randomUUID();
    await makeSecret({ id: next, customerId, endpointId });
    const fresh = await openSecret(customerId, next);
    const with_ = (key: string) => {
      const event = eventOf();
      return statusOf(event, { signature: sign(JSON.stringify(event), key) });
    };
    // Jiko may use it as soon as it was sent, before its answer is here.
    expect([await with_(secret), await with_(fresh)]).toEqual([202, 202]);
    await db().transaction((tx) => replaceSecrets(tx, endpointId, next));
    expect([await with_(secret), await with_(fresh)]).toEqual([202, 202]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (bothForHours + 1) * 3_600_000 });
    try {
      expect([await with_(secret), await with_(fresh)]).toEqual([401, 202]);
      await deleteExpiredSecrets();
      expect(await acceptedSecrets(endpointId)).toEqual([fresh]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("lie sealed, and open for no other row and no other customer", async () => {
    const rows = await db().select().from(webhookSecret);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const other = randomUUID();
    await makeSecret({ id: other, customerId, endpointId });
    await db().update(webhookSecret).set({ sealed: rows[0]!.sealed }).where(eq(webhookSecret.id, other));
    await expect(openSecret(customerId, other)).rejects.toThrow();
    await expect(openSecret(randomUUID(), rows[0]!.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("of a receiver elsewhere are shown once; ours are shown to nobody", async () => {
    const id = randomUUID();
    await makeSecret({ id, customerId, endpointId: null });
    const kept = await openSecret(customerId, id);
    const take = (customer: string, which: string) => db().transaction((tx) => takeSecret(tx, customer, which));
    await expect(take(randomUUID(), id)).rejects.toMatchObject({ code: "not_found" });
    expect(await take(customerId, id)).toBe(kept);
    await expect(take(customerId, id)).rejects.toMatchObject({ code: "not_found" });
    const [ours] = await db().select().from(webhookSecret).where(eq(webhookSecret.endpointId, endpointId));
    await expect(take(customerId, ours!.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a thousand events of the sandbox", () => {
  let sandbox: Sandbox;
  let control: Control;
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const to = request.url!.split("/").at(-1)!;
        const headers = { "x-jiko-signature": String(request.headers["x-jiko-signature"]) };
        const sent = new Request(`http://localhost${request.url}`, { method: "POST", body: Buffer.concat(parts), headers });
        void POST(sent, { params: Promise.resolve({ endpoint: to }) }).then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const test = testClient();
    sandbox = await startSandbox({ clients: [test.client], controlPort: 0, now: new Date("2026-07-15T14:00:00Z"), responseMode: "query" });
    control = controlClient(sandbox.controlUrl!);
    const { access_token } = await signInAs(await discover(sandbox, test), { member: "admin.one" });
    await subscribe(access_token);
  });
  afterAll(async () => {
    await sandbox.close();
    server.closeAllConnections();
    server.close();
  });

  let url: string;
  async function subscribe(token: string) {
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/jiko`;
    const answer = await fetch(`${sandbox.apiUrl}/api/v1/subscriptions/`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ events: ["trades.tbill.matured"], url: `${url}/${randomUUID()}`, shared_secret: "x".repeat(16) }),
    });
    const { id } = (await answer.json()) as { id: string };
    change = async (to, key) => {
      const body = JSON.stringify({ url: `${url}/${to}`, shared_secret: key });
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      await fetch(`${sandbox.apiUrl}/api/v1/subscriptions/${id}/`, { method: "PATCH", headers, body });
    };
  }
  let change: (to: string, key: string) => Promise<void>;

  it("shuffled, a tenth twice, a twentieth badly signed: each good one is stored once, each bad one refused and counted", async () => {
    await change(endpointId, secret);
    const sent = await control.sendWebhooks({ count: 1_000, twice: 0.1, badSignature: 0.05, shuffle: true });
    expect([sent.good.length, sent.bad.length, sent.twice.length]).toEqual([950, 50, 100]);
    expect(sent.statuses).toEqual({ 202: 950, 200: 100, 401: 50 });
    const rows = await stored();
    expect(rows.map(({ eventId }) => eventId).sort()).toEqual([...sent.good].sort());
    expect(rows.filter(({ deliveries }) => deliveries === 2).map(({ eventId }) => eventId).sort()).toEqual([...sent.twice].sort());
    expect(await endpoint()).toMatchObject({ accepted: 1_050, repeated: 100, badSignature: 50, badCustomer: 0, badBody: 0 });
    expect(await work()).toHaveLength(950);
  });

  it("of another customer are refused, signed as they are", async () => {
    await change(endpointId, secret);
    const sent = await control.sendWebhooks({ count: 3, customer: randomUUID() });
    expect(sent.statuses).toEqual({ 403: 3 });
    expect([await stored(), (await endpoint()).badCustomer]).toEqual([[], 3]);
  });
});
