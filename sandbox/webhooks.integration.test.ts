import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signatureOf } from "./bank/webhooks/sign";
import { controlClient, type Control } from "./control/client";
import { startSandbox, type Sandbox } from "./start";
import { discover, signInAs, testClient } from "./testing";

const secret = "a secret of sixteen or more";
const policy = {
  retry_on_status_codes: [503],
  maximum_attempts: 3,
  initial_interval_seconds: 30,
  backoff_coefficient: 2,
  maximum_interval_seconds: 300,
};

let sandbox: Sandbox;
let control: Control;
let subscriber: Server;
let url: string;
let tokens: Record<string, string>;
/** What came, and what is answered to it. */
let came: { body: string; signature: string; at: number }[] = [];
let answer: () => number = () => 204;

beforeAll(async () => {
  subscriber = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      came.push({ body: Buffer.concat(parts).toString(), signature: String(request.headers["x-jiko-signature"]), at: performance.now() });
      const status = answer();
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => subscriber.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/hooks`;
  const test = testClient();
  const now = new Date("2026-07-15T14:00:00Z");
  sandbox = await startSandbox({ clients: [test.client], controlPort: 0, now, limitFactor: 1000, responseMode: "query" });
  control = controlClient(sandbox.controlUrl!);
  const config = await discover(sandbox, test);
  const token = async (member: string) => (await signInAs(config, { member })).access_token;
  tokens = { admin: await token("admin.one"), viewer: await token("viewer.one") };
});
afterAll(async () => {
  await sandbox.close();
  subscriber.closeAllConnections();
  subscriber.close();
});
beforeEach(async () => {
  came = [];
  answer = () => 204;
  await control.reset();
  await control.webhookSpeed(1000);
});

async function call(method: string, path: string, body?: unknown, as = "admin") {
  const response = await fetch(`${sandbox.apiUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as Record<string, unknown> };
}

const subscribe = (more: object = {}, as?: string) =>
  call("POST", "subscriptions/", { events: ["transfers.wire.out.success"], url, shared_secret: secret, ...more }, as);

/** A wire leaves and arrives: one event of each kind. */
async function payWire() {
  const waits = (await control.state()).requests.find(
    ({ status, transfer, required_approvals, reviewers }) =>
      status === "PENDING_APPROVAL" && transfer.type === "WIRE" && required_approvals === 1 && reviewers.length === 0,
  )!;
  const member = waits.created_by.email === "admin.one@example.com" ? "approver.two" : "admin.one";
  await control.decide(waits.id, { member, decision: "approve" });
  await control.advance("PT1M");
}

const attemptsOf = async (subscriptionId: unknown) => {
  const { body } = await call("GET", `events/?subscription_id=${String(subscriptionId)}`);
  const items = body.items as { delivery_attempts: { success: boolean; response_code: number }[] }[];
  return items.map(({ delivery_attempts }) => delivery_attempts.map(({ response_code }) => response_code));
};

describe("subscriptions", () => {
  it("are made, changed and deleted by admins, and never tell their secret", async () => {
    expect((await subscribe({}, "viewer")).status).toBe(403);
    expect((await subscribe({ events: ["transfers.wire.sideways"] })).status).toBe(422);
    expect((await subscribe({ shared_secret: "too short" })).status).toBe(422);
    const { status, body } = await subscribe();
    expect([status, body.status, body.retry_policy]).toEqual([201, "enabled", null]);
    const one = `subscriptions/${String(body.id)}/`;
    const changed = await call("PATCH", one, { status: "disabled", description: null, shared_secret: "another secret of ours" });
    expect([changed.status, changed.body.status, changed.body.description]).toEqual([202, "disabled", ""]);
    expect(JSON.stringify([body, changed.body, (await call("GET", "subscriptions/")).body])).not.toContain("secret");
    expect((await call("DELETE", one)).status).toBe(204);
    expect((await call("DELETE", one)).status).toBe(404);
  });
});

describe("deliveries", () => {
  it("are signed over the raw body, go to who wants the type, and stand in the log", async () => {
    const { body } = await subscribe();
    const other = await subscribe({ events: ["trades.tbill.matured"], url: `${url}/other` });
    await payWire();
    await expect.poll(() => came.length).toBeGreaterThan(0);
    for (const one of came) {
      expect(one.signature).toBe(signatureOf(secret, one.body));
      expect((JSON.parse(one.body) as { event_type: string }).event_type).toBe("transfers.wire.out.success");
    }
    await expect.poll(() => attemptsOf(body.id)).toEqual(came.map(() => [204]));
    expect(await attemptsOf(other.body.id)).toEqual([]);
  });

  it("are tried again as the policy says, and no longer", async () => {
    const codes = [503, 0, 503];
    answer = () => codes.shift() ?? 204;
    const { body } = await subscribe({ retry_policy: policy });
    await payWire();
    await expect.poll(() => came.length).toBe(3);
    // 30 s and 60 s, a thousand times faster.
    expect(came[2]!.at - came[1]!.at).toBeGreaterThanOrEqual(55);
    await expect.poll(() => attemptsOf(body.id)).toEqual([[503, 0, 503]]);
  });

  it("are not tried again for a status that the policy does not name, nor without a policy", async () => {
    answer = () => 500;
    const { body } = await subscribe({ retry_policy: policy });
    await payWire();
    await expect.poll(() => attemptsOf(body.id)).toEqual([[500]]);
  });

  it("leave this machine never", async () => {
    const { body } = await subscribe({ url: "https://hooks.example.com/jiko" });
    await payWire();
    await expect.poll(() => attemptsOf(body.id)).toEqual([[0]]);
  });

  it("come in a burst: some twice, some with a bad signature", async () => {
    await subscribe();
    const sent = await control.sendWebhooks({ count: 100, twice: 0.1, badSignature: 0.05, shuffle: true });
    expect([sent.good.length, sent.bad.length, sent.twice.length, came.length]).toEqual([95, 5, 10, 110]);
    expect(sent.statuses).toEqual({ 204: 110 });
    const ids = (some: typeof came) => some.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id);
    const wrong = came.filter(({ body, signature }) => signature !== signatureOf(secret, body));
    expect(ids(wrong).sort()).toEqual([...sent.bad].sort());
    expect(new Set(ids(came)).size).toBe(100);
  });
});
