import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { transferRequestsApprove, transferRequestsCreate, transferRequestsGet } from "../transfer-requests";
import { startFaultServer, type Fault, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, errorOf, fakeClock, filing, ids, transferRequest } from "./testing/fixtures";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const file = (config: Parameters<typeof clientOf>[1] = {}, signal?: AbortSignal) =>
  clientOf(server, config).jiko.as(bearer()).call(transferRequestsCreate, filing, { signal });

test("a write sends what the schema lets through, and reads the answer", async () => {
  server.script({ status: 201, body: transferRequest });
  expect(await file()).toMatchObject({ id: ids.transfer, status: "PENDING_APPROVAL" });
  expect(server.seen[0]).toMatchObject({ method: "POST", url: "/api/v1/transfer-requests/" });
  expect(server.seen[0]!.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(server.seen[0]!.body)).toEqual({ ...filing.body, reviewers: [] });
});

test("input is checked before anything is sent", async () => {
  const bad = { body: { transfer: { ...filing.body.transfer, amount: { type: "REQUESTED_AMOUNT" as const, amount_usdc: 0 } } } };
  const error = await errorOf(clientOf(server).jiko.as(bearer()).call(transferRequestsCreate, bad));
  expect(error).toMatchObject({ name: "AppError", code: "invalid_input", fields: [{ field: "transfer.amount.amount_usdc" }] });
  expect(server.seen).toHaveLength(0);
});

describe("is never repeated, and its effect is unknown, after", () => {
  test.each<[string, Fault, string]>([
    ["a fault of the server", { status: 500 }, "upstream_unavailable"],
    ["an error page", "html-error", "upstream_unavailable"],
    ["a connection closed before the request was read", "drop-before", "upstream_unavailable"],
    ["a connection closed after it", "drop-after", "upstream_unavailable"],
    ["an answer that breaks off", "truncate", "upstream_unavailable"],
    ["an answer that is no JSON", "malformed", "upstream_contract"],
    ["a web page", "html", "upstream_contract"],
    ["an answer that breaks the contract", { status: 201, body: { ...transferRequest, status: 7 } }, "upstream_contract"],
    ["a 408 of something that gave up waiting", { status: 408 }, "upstream_timeout"],
    ["a redirect", { status: 307, headers: { location: "/api/v1/transfer-requests" } }, "upstream_contract"],
  ])("%s", async (_, fault, code) => {
    server.script(fault);
    const { jiko, lines } = clientOf(server);
    const error = await errorOf(jiko.as(bearer()).call(transferRequestsCreate, filing));
    expect(error).toMatchObject({ code, effect: "unknown", operation: "transferRequests.create" });
    expect(lines).toHaveLength(1);
  });

  test("the deadline", async () => {
    server.script("slow-headers");
    expect(await errorOf(file({ deadlineMs: 60 }))).toMatchObject({ code: "upstream_timeout", effect: "unknown" });
  });

  test("the caller gave up while it was under way", async () => {
    server.script("slow-headers");
    const controller = new AbortController();
    const arrived = server.arrival();
    const call = errorOf(file({}, controller.signal));
    await arrived;
    controller.abort();
    expect(await call).toMatchObject({ effect: "unknown" });
  });
});

describe("has no effect", () => {
  test.each([400, 403, 404, 409, 412, 422])("after %i", async (status) => {
    server.script({ status, body: { detail: "no" } });
    expect(await errorOf(file())).toMatchObject({ upstreamStatus: status, effect: "none" });
    expect(server.seen).toHaveLength(1);
  });

  test("after a 429, which is not waited for", async () => {
    server.script({ status: 429, headers: { "retry-after": "0" } });
    expect(await errorOf(file())).toMatchObject({ code: "rate_limited", effect: "none", retryAfterSeconds: 0 });
    expect(server.seen).toHaveLength(1);
  });

  test("where nobody listens", async () => {
    const closed = await startFaultServer();
    await closed.close();
    const call = clientOf(closed).jiko.as(bearer()).call(transferRequestsApprove, { params: { transfer_id: ids.transfer }, body: {} });
    expect(await errorOf(call)).toMatchObject({ code: "upstream_unavailable", effect: "none", upstreamStatus: null });
  });

  test("where the name cannot be resolved", async () => {
    const call = clientOf({ url: "http://nowhere.invalid" }).jiko.as(bearer()).call(transferRequestsCreate, filing);
    expect(await errorOf(call)).toMatchObject({ code: "upstream_unavailable", effect: "none" });
  });

  test("where the caller gave up before", async () => {
    expect(await errorOf(file({}, AbortSignal.abort()))).toMatchObject({ effect: "none" });
    expect(server.seen).toHaveLength(0);
  });

  test("where the time ran out while it waited for a token", async () => {
    const { jiko } = clientOf(server, { deadlineMs: 20 });
    const call = jiko.as(bearer({ token: () => new Promise(() => undefined) })).call(transferRequestsCreate, filing);
    expect(await errorOf(call)).toMatchObject({ code: "upstream_timeout", effect: "none" });
  });

  test("once the client is closed", async () => {
    const { jiko } = clientOf(server);
    await jiko.close();
    expect(await errorOf(jiko.as(bearer()).call(transferRequestsCreate, filing))).toMatchObject({ effect: "none" });
  });
});

test("a 401 renews the token once and sends the same write again", async () => {
  server.script({ status: 401 }, { status: 201, body: transferRequest });
  const caller = bearer();
  await clientOf(server, {}, fakeClock()).jiko.as(caller).call(transferRequestsCreate, filing);
  expect(caller.renewals).toEqual(["token-1"]);
  expect(server.seen[1]!.body).toBe(server.seen[0]!.body);
});

test("a log that fails does not fail the call", async () => {
  server.script({ body: transferRequest });
  const { jiko } = clientOf(server, {
    onCall: () => {
      throw new Error("disk full");
    },
  });
  expect(await jiko.as(bearer()).call(transferRequestsGet, { params: { transfer_id: ids.transfer } })).toMatchObject({ id: ids.transfer });
});
