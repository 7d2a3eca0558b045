import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JikoError } from ".";
import { pocketsGet, pocketsList } from "../pockets";
import { transferRequestsGet } from "../transfer-requests";
import { AppError } from "@/lib/errors";
import { startFaultServer, type Fault, type FaultServer } from "./testing/fault-server";
import { bearer, cents, clientOf, errorOf, ids, page, pocket, transferRequest } from "./testing/fixtures";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const list = (config: Parameters<typeof clientOf>[1] = {}) => {
  const { jiko, lines } = clientOf(server, config);
  return { lines, jiko, run: () => jiko.as(bearer()).call(pocketsList, {}) };
};

describe("a good answer", () => {
  test("is parsed, and the page size is always sent", async () => {
    server.script({ body: page(pocket) });
    const { run, lines } = list();
    const answer = await run();
    expect(answer.items[0]).toMatchObject({ id: ids.pocket, portfolio: { total_value: 4_200, all_time_earnings: null } });
    expect(server.seen[0]).toMatchObject({ method: "GET", url: "/api/v2/pockets/?limit=100" });
    expect(server.seen[0]!.headers).toMatchObject({ authorization: "Bearer token-1", accept: "application/json" });
    const line = { operation: "pockets.list", method: "GET", path: "/api/v2/pockets/", status: 200, requestId: null };
    expect(lines).toEqual([{ ...line, ms: expect.any(Number), attempt: 1, problem: null, at: [] }]);
  });

  test("may hold fields and enum values that are not known", async () => {
    server.script({ body: page({ ...pocket, status: "HIBERNATING", colour: "green" }) });
    const answer = await list().run();
    expect(answer.items[0]).toMatchObject({ status: "HIBERNATING" });
    expect(answer.items[0]).not.toHaveProperty("colour");
  });

  test("sends brackets of array filters encoded", async () => {
    server.script({ body: page() });
    await clientOf(server).jiko.as(bearer()).call(pocketsList, { query: { limit: 5, "filter[status]": "OPEN", "omit[]": ["portfolio"] } });
    expect(server.seen[0]!.url).toBe("/api/v2/pockets/?limit=5&filter%5Bstatus%5D=OPEN&omit%5B%5D=portfolio");
  });
});

describe("an answer that breaks the contract", () => {
  const secret = "4417123456789113";
  const cash = { value: secret, currency: "USD" };
  test.each<[string, Fault, string[]]>([
    ["half a JSON text", "malformed", []],
    ["a web page", "html", []],
    ["no content type of JSON", { headers: { "content-type": "text/plain" }, body: page() }, []],
    ["a number as text", { body: page({ ...pocket, portfolio: { ...pocket.portfolio, cash } }) }, ["items.0.portfolio.cash.value"]],
    ["a required field missing", { body: page(pocket, { ...pocket, pocket_name: undefined }) }, ["items.1.pocket_name"]],
    ["an empty body", { body: "" }, []],
    ["text that is not UTF-8", { body: Buffer.from(JSON.stringify(page({ ...pocket, pocket_name: "Caf\u00e9" })), "latin1") }, []],
    ["another redirect", { status: 302, headers: { location: "/elsewhere/" } }, []],
  ])("%s", async (_, fault, at) => {
    server.script(fault);
    const { run, lines } = list();
    const error = await errorOf(run());
    expect(error).toBeInstanceOf(JikoError);
    expect(error).toMatchObject({ code: "upstream_contract", operation: "pockets.list", effect: "none", at });
    expect(error.cause.message).toContain("list_customer_pockets_api_v2_pockets__get");
    expect(lines).toMatchObject([{ problem: "upstream_contract", at }]);
    expect(JSON.stringify([lines, error, error.cause.message, error.message])).not.toContain(secret);
    expect(server.seen).toHaveLength(1);
  });

  test("names the field inside the variant that was meant", async () => {
    const amount = { type: "REQUESTED_AMOUNT", amount_usdc: "12" };
    server.script({ body: { ...transferRequest, transfer: { ...transferRequest.transfer, amount } } });
    const error = await errorOf(clientOf(server).jiko.as(bearer()).call(transferRequestsGet, { params: { transfer_id: ids.transfer } }));
    expect(error).toMatchObject({ code: "upstream_contract", at: ["transfer.amount.amount_usdc"] });
  });

  test("does not blame the type of a variant that is known", async () => {
    // Both fields may be missing from a security of a type that is not known.
    const bill = { type: "FIXED_INCOME", cusip: "912797ZA1", quantity: 5, jiko_mark_price: "99.7", market_value: cents(1) };
    const securities = [{ ...bill, maturity_date: "2026-08-11" }];
    server.script({ body: page({ ...pocket, portfolio: { ...pocket.portfolio, securities } }) });
    const at = ["description", "yield_to_maturity"].map((field) => `items.0.portfolio.securities.0.${field}`);
    expect(await errorOf(list().run())).toMatchObject({ at });
  });

  test("a body without end is cut off", async () => {
    server.script("huge");
    expect(await errorOf(list({ maxBodyBytes: 200_000 }).run())).toMatchObject({ code: "upstream_contract", upstreamStatus: 200 });
  });
});

describe("refusals", () => {
  test.each([
    [400, "upstream_refused"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [412, "conflict"],
    [422, "invalid_input"],
  ])("%i is %s", async (status, code) => {
    server.script({ status, headers: { "x-request-id": "req-7" }, body: { detail: "Pocket 990011223344 is closed" } });
    const { run, lines } = list();
    const error = await errorOf(run());
    expect(error).toMatchObject({ code, upstreamStatus: status, requestId: "req-7", effect: "none", detail: "Pocket … is closed" });
    expect(lines).toMatchObject([{ status, requestId: "req-7", problem: code }]);
  });

  test("faults of fields are named without the values", async () => {
    const detail = [
      { loc: ["query", "limit"], msg: "Input should be less than 100", type: "less_than", input: 1000 },
      { loc: ["body", "transfer", "amount", 0], msg: "'abc' is not a number", type: "x", input: "abc" },
    ];
    server.script({ status: 422, body: { detail, trace_id: "trace-1" } });
    expect(await errorOf(list().run())).toMatchObject({
      requestId: "trace-1",
      fields: [
        { field: "limit", message: "Input should be less than 100" },
        { field: "transfer.amount.0", message: "Jiko does not accept this value." },
      ],
    });
  });

  test("an error page in HTML counts by its status", async () => {
    server.script({ status: 403, headers: { "content-type": "text/html" }, body: "<p>no</p>" });
    expect(await errorOf(list().run())).toMatchObject({ code: "forbidden", detail: null });
  });
});

describe("repeats", () => {
  test.each<[string, Fault]>([
    ["a fault of the server", { status: 500 }],
    ["an error page", "html-error"],
    ["a connection closed before the request was read", "drop-before"],
    ["a connection closed after it", "drop-after"],
    ["a body that breaks off", "truncate"],
    ["a 429 that may be repeated at once", { status: 429, headers: { "retry-after": "0" } }],
  ])("after %s", async (_, fault) => {
    server.script(fault, fault, { body: page(pocket) });
    const { run, lines } = list();
    expect((await run()).items).toHaveLength(1);
    expect(lines.map(({ attempt, problem }) => [attempt, problem === null])).toEqual([[1, false], [2, false], [3, true]]);
  });

  test("end after the second", async () => {
    server.script({ status: 503 }, "html-error", { status: 500 }, { body: page() });
    const { run, lines } = list();
    expect(await errorOf(run())).toMatchObject({ code: "upstream_unavailable", upstreamStatus: 500 });
    expect(lines).toHaveLength(3);
  });

  test("do not happen where Retry-After reaches beyond the deadline", async () => {
    server.script({ status: 429, headers: { "retry-after": "3600" }, body: { detail: "slow down" } });
    const { run, lines } = list();
    expect(await errorOf(run())).toMatchObject({ code: "rate_limited", upstreamStatus: 429, retryAfterSeconds: 3600 });
    expect(await errorOf(run())).toMatchObject({ code: "rate_limited", upstreamStatus: null, retryAfterSeconds: expect.any(Number) });
    expect(lines, "and Jiko is not asked again before").toHaveLength(1);
  });

  test("do not happen for a refusal", async () => {
    server.script({ status: 404 });
    const { run } = list();
    await errorOf(run());
    expect(server.seen).toHaveLength(1);
  });
});

describe("time", () => {
  test.each<Fault>(["slow-headers", "slow-body"])("%s ends with the deadline", async (fault) => {
    server.script(fault);
    expect(await errorOf(list({ deadlineMs: 60 }).run())).toMatchObject({ code: "upstream_timeout", effect: "none" });
  });

  test("covers the token, and nothing is sent without one", async () => {
    const { jiko } = clientOf(server, { deadlineMs: 20 });
    const error = await errorOf(jiko.as(bearer({ token: () => new Promise(() => undefined) })).call(pocketsList, {}));
    expect(error).toMatchObject({ code: "upstream_timeout", upstreamStatus: null });
    expect(server.seen).toHaveLength(0);
  });

  test("ends when the caller gives up", async () => {
    server.script("slow-headers");
    const controller = new AbortController();
    const arrived = server.arrival();
    const call = errorOf(clientOf(server).jiko.as(bearer()).call(pocketsList, {}, { signal: controller.signal }));
    await arrived;
    controller.abort();
    expect(await call).toMatchObject({ code: "upstream_unavailable", message: "The call to Jiko was given up before it was answered." });
  });
});

describe("tokens", () => {
  test("a 401 renews once", async () => {
    server.script({ status: 401 }, { body: page() });
    const caller = bearer();
    await clientOf(server).jiko.as(caller).call(pocketsList, {});
    expect(caller.renewals).toEqual(["token-1"]);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("a second 401 is the end, also after a repeat", async () => {
    server.script({ status: 401 }, { status: 500 }, { status: 401 });
    const caller = bearer();
    const error = await errorOf(clientOf(server).jiko.as(caller).call(pocketsList, {}));
    // Not 401 of our own: the browser would take its session for ended.
    expect(error).toMatchObject({ code: "upstream_refused", status: 502, upstreamStatus: 401, effect: "none" });
    expect(error.message).toContain("Sign out and in again");
    expect(caller.renewals).toEqual(["token-1"]);
    expect(server.seen).toHaveLength(3);
  });

  test("what the vault throws passes through", async () => {
    server.script({ status: 401 });
    const token = async (stale?: string) => {
      if (stale) throw new AppError("session_expired");
      return { value: "t", type: "Bearer" as const, dpopKey: null };
    };
    const { jiko, lines } = clientOf(server);
    expect(await errorOf(jiko.as(bearer({ token })).call(pocketsList, {}))).toMatchObject({ name: "AppError", code: "session_expired" });
    expect(lines).toMatchObject([{ status: 401, problem: "unauthenticated" }]);
  });
});

describe("redirects", () => {
  const get = () => clientOf(server).jiko.as(bearer()).call(pocketsGet, { params: { pocket_id: ids.pocket } });

  test("that only change the trailing slash are followed", async () => {
    server.script({ status: 307, headers: { location: `/api/v2/pockets/${ids.pocket}` } }, { body: pocket });
    expect((await get()).id).toBe(ids.pocket);
    expect(server.seen[1]!.url).toBe(`/api/v2/pockets/${ids.pocket}`);
  });

  test.each([
    ["another path", "/api/v2/pockets/"],
    ["another host", `http://localhost:1/api/v2/pockets/${ids.pocket}`],
    ["another query", `/api/v2/pockets/${ids.pocket}?a=1`],
  ])("to %s are not", async (_, location) => {
    server.script({ status: 307, headers: { location } });
    expect(await errorOf(get())).toMatchObject({ code: "upstream_contract", upstreamStatus: 307 });
    expect(server.seen).toHaveLength(1);
  });

  test("do not go round in circles", async () => {
    const slash = { status: 307, headers: { location: `/api/v2/pockets/${ids.pocket}/` } };
    server.script({ status: 307, headers: { location: `/api/v2/pockets/${ids.pocket}` } }, slash);
    expect(await errorOf(get())).toMatchObject({ code: "upstream_contract" });
    expect(server.seen).toHaveLength(2);
  });
});
