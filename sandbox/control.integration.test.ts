import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { controlClient, type Control } from "./control/client";
import { startSandbox, type Sandbox } from "./start";
import { discover, signInAs, testClient } from "./testing";

const now = new Date("2026-07-15T14:00:00Z");
let sandbox: Sandbox;
let control: Control;
const test = testClient();

beforeAll(async () => {
  sandbox = await startSandbox({ clients: [test.client], controlPort: 0, now, limitFactor: 1000, responseMode: "query" });
  control = controlClient(sandbox.controlUrl!);
});
afterAll(() => sandbox.close());

const pending = async () => (await control.state()).requests.find((one) => one.status === "PENDING_APPROVAL" && one.required_approvals === 1 && one.reviewers.length === 0)!;

describe("the control port", () => {
  it("is off unless asked for", async () => {
    const quiet = await startSandbox({ clients: [test.client], now });
    expect(quiet.controlUrl).toBeNull();
    await quiet.close();
  });

  it("lists what exists for an unknown path, and names the fault of a body", async () => {
    const unknown = await fetch(`${sandbox.controlUrl}/nothing`);
    expect([unknown.status, await unknown.json()]).toEqual([404, expect.objectContaining({ routes: expect.arrayContaining(["POST /clock"]) as unknown })]);
    await expect(control.fault({ operation: "pockets.lst", kind: "status" })).rejects.toThrow(/400.*operation/s);
    await expect(control.fault({ operation: "pockets.list", kind: "fire" as "status" })).rejects.toThrow(/400.*kind/s);
  });

  it("answers on loopback names alone", async () => {
    const { port } = new URL(sandbox.controlUrl!);
    const status = await new Promise((resolve, reject) =>
      httpRequest({ port, host: "127.0.0.1", path: "/clock", headers: { host: `rebound.example.com:${port}` } }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end(),
    );
    expect(status).toBe(403);
  });

  it("decides outside the desk by the same rules, and moves the clock through what follows", async () => {
    const request = await pending();
    await expect(control.decide(request.id, { member: "viewer.one", decision: "approve" })).rejects.toThrow(/403/);
    const member = request.created_by.email.startsWith("admin.one") ? "approver.two" : "admin.one";
    expect(await control.decide(request.id, { member, decision: "approve" })).toMatchObject({ status: "APPROVED" });
    const before = await control.now();
    await control.advance("P4D");
    expect((await control.now()).getTime() - before.getTime()).toBeGreaterThanOrEqual(4 * 86_400_000);
    expect(["COMPLETED", "FAILED"]).toContain((await control.state()).requests.find((one) => one.id === request.id)!.status);
    expect((await control.events()).length).toBeGreaterThan(0);
    await expect(control.moveTo(now)).rejects.toThrow(/409/);
    const shown = (await (await fetch(`${sandbox.apiUrl}/sandbox/clock`)).json()) as { now: string };
    expect(Date.parse(shown.now)).toBeGreaterThanOrEqual(before.getTime() + 4 * 86_400_000);
  });

  it("changes a request behind the screen, part by part", async () => {
    const request = await pending();
    const changed = await control.changeTransfer(request.id, { transfer: { amount: { amount_usdc: 77 } } });
    expect(changed.transfer.amount).toEqual({ ...request.transfer.amount, amount_usdc: 77 });
    expect(changed.transfer.origin_pocket_id).toBe(request.transfer.origin_pocket_id);
    const payee = (await control.state()).counterparties[0]!;
    expect(await control.changeCounterparty(payee.id, { status: "UNLINKED" })).toEqual({ ...payee, status: "UNLINKED" });
    await control.reset();
    expect((await control.state()).requests.find((one) => one.id === request.id)).toEqual(request);
  });

  it("plays faults on the portal too", async () => {
    const config = await discover(sandbox, test);
    await control.clearCalls();
    await control.fault({ operation: "POST /api/oauth2/token", kind: "status", status: 503 });
    await expect(signInAs(config, { member: "viewer.one" })).rejects.toThrow();
    await expect(signInAs(config, { member: "viewer.one" })).resolves.toHaveProperty("access_token");
    const lines = (await control.calls()).filter((line) => line.path === "/api/oauth2/token");
    expect(lines.map(({ server, status, fault }) => [server, status, fault])).toEqual([
      ["portal", 503, "status"],
      ["portal", 200, null],
    ]);
  });

  it("loses the answer of a token call after its effect", async () => {
    const config = await discover(sandbox, test);
    await control.fault({ operation: "POST /api/oauth2/token", kind: "drop-after" });
    const before = (await control.tokens()).filter((one) => one.kind === "access_token").length;
    await expect(signInAs(config, { member: "viewer.one" })).rejects.toThrow();
    expect((await control.tokens()).filter((one) => one.kind === "access_token")).toHaveLength(before + 1);
  });

  it("fills up the transactions without moving a balance", async () => {
    const before = await control.state();
    expect(await control.scale(before.transactions.length + 500)).toEqual({ transactions: before.transactions.length + 500 });
    const after = await control.state();
    expect(after.books.pockets).toEqual(before.books.pockets);
    const times = after.transactions.map((one) => Date.parse(one.time_booked));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    await control.reset();
  });
});

describe("tokens that are bound to a key", () => {
  it("work with a proof for each call and not without", async () => {
    const config = await discover(sandbox, test);
    const dpop = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair("ES256"));
    const token = await signInAs(config, { member: "viewer.one", dpop });
    expect(token.token_type.toLowerCase()).toBe("dpop");
    const url = new URL(`${sandbox.apiUrl}/api/v2/pockets/?limit=1`);
    const call = () => oidc.fetchProtectedResource(config, token.access_token, url, "GET", undefined, undefined, { DPoP: dpop });
    expect([(await call()).status, (await call()).status]).toEqual([200, 200]);
    expect((await fetch(url, { headers: { authorization: `Bearer ${token.access_token}` } })).status).toBe(401);
  });
});

describe("a state file", () => {
  it("keeps company, transfers and clock over a restart", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "sandbox-state-"));
    const stateFile = path.join(folder, "inner", "state.json");
    const start = () => startSandbox({ clients: [test.client], controlPort: 0, now, stateFile });
    const first = await start();
    const lever = controlClient(first.controlUrl!);
    const { id } = (await lever.state()).requests.find((one) => one.status === "PENDING_APPROVAL")!;
    await lever.changeTransfer(id, { transfer: { description: `Kept ${randomUUID()}` } });
    await lever.advance("P3D");
    const kept = await lever.state();
    const stopped = await lever.now();
    await first.close();
    expect(existsSync(stateFile)).toBe(true);

    const second = await start();
    const again = controlClient(second.controlUrl!);
    expect((await again.state()).requests).toEqual(kept.requests);
    expect((await again.now()).getTime()).toBeGreaterThanOrEqual(stopped.getTime());
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
