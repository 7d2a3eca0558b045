import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nextId, testApi } from "./testing";

let api: Awaited<ReturnType<typeof testApi>>;
beforeAll(async () => void (api = await testApi()));
afterAll(() => api.close());

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const get = (path: string, token = "initiator.one") => api.as(token)("GET", path);
const detail = async (response: Response) => ((await response.json()) as { detail: { loc: unknown[]; type: string; input?: unknown; ctx?: unknown }[] }).detail;

describe("the way to an operation", () => {
  it("redirects a path without its slash, keeping the query", async () => {
    const answer = await get("/api/v2/pockets?limit=1");
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe(`${api.url}/api/v2/pockets/?limit=1`);
  });

  it("prefers a fixed word over a path parameter", async () => {
    expect(await (await get("/api/v2/pockets/earnings/")).json()).toHaveProperty("earnings");
  });

  it("answers 404 for paths it does not know and 405 for other methods", async () => {
    expect((await get("/api/v2/nothing/")).status).toBe(404);
    const answer = await api.as("initiator.one")("DELETE", "/api/v1/transfer-requests/");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
  });

  it("shows the banking clock without a token", async () => {
    const answer = await fetch(`${api.url}/sandbox/clock`);
    expect(await answer.json()).toEqual({ now: "2026-07-15T14:00:00.000Z" });
  });

  it("gives every answer an id of its own and the state of the limits", async () => {
    const answers = [await get("/api/v2/pockets/?omit%5B%5D=portfolio"), await get("/api/v2/nothing/"), await fetch(`${api.url}/api/v2/pockets/`)];
    expect(new Set(answers.map((one) => one.headers.get("x-request-id"))).size).toBe(3);
    for (const one of answers) expect(one.headers.get("x-ratelimit-reset")).toMatch(/^\d{10}$/);
  });
});

describe("who may call", () => {
  it("refuses calls without a token, with an unknown one and with another scheme", async () => {
    const bare = await fetch(`${api.url}/api/v2/pockets/`);
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect((await get("/api/v2/pockets/", "nobody")).status).toBe(401);
    expect((await fetch(`${api.url}/api/v2/pockets/`, { headers: { authorization: "DPoP initiator.one" } })).status).toBe(401);
    expect((await fetch(`${api.url}/api/v2/pockets/`, { headers: { authorization: "Basic aTpq" } })).status).toBe(401);
  });

  it("refuses a token that is bound to a key as Bearer, and an unbound one where binding is demanded", async () => {
    const facts = { memberId: api.member("initiator.one").id, customerId: "c", clientId: "test", scopes: ["pockets.read"] };
    const bound = await testApi({}, { verifyAccessToken: async () => ({ ...facts, jkt: "thumbprint" }) });
    const demanding = await testApi({}, { verifyAccessToken: async () => ({ ...facts, jkt: null }), requireDpop: true });
    for (const one of [bound, demanding]) {
      const answer = await one.as("any")("GET", "/api/v2/pockets/");
      expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, expect.stringMatching(/^DPoP error="invalid_token"/)]);
      await one.close();
    }
  });

  it("refuses unsigned calls where a signature is demanded, and a digest of another body always", async () => {
    const signing = await testApi({}, { requireSignature: true });
    expect((await signing.as("initiator.one")("GET", "/api/v2/pockets/")).status).toBe(401);
    await signing.close();
    const wrong = await api.as("initiator.one")("POST", "/api/v1/transfer-requests/", {}, { "content-digest": "sha-256=:AAAA:" });
    expect(wrong.status).toBe(401);
  });

  it("refuses a scope that was not granted", async () => {
    expect((await get("/api/v2/pockets/", "initiator.one+transfers.read")).status).toBe(403);
    expect((await get("/api/v2/pockets/", "initiator.one+pockets.read")).status).toBe(200);
  });
});

describe("what may be asked", () => {
  it("names every fault of a query", async () => {
    const answer = await get("/api/v2/transactions/?limit=101&direction=UP&pocket%5B%5D=x&colour=red");
    expect(answer.status).toBe(422);
    const items = await detail(answer);
    expect(items.map((one) => one.loc)).toEqual(
      expect.arrayContaining([
        ["query", "limit"],
        ["query", "direction"],
        ["query", "pocket[]", 0],
        ["query", "colour"],
      ]),
    );
    expect(items.find((one) => one.loc[1] === "limit")).toMatchObject({ type: "less_than_equal", ctx: { le: 100 } });
  });

  it("names the fault of a body as the reference shows it", async () => {
    const transfer = { id: nextId(), type: "WIRE", origin_pocket_id: operating, counterparty_id: nextId(), amount: { type: "REQUESTED_AMOUNT", amount_usdc: 0 } };
    const answer = await api.as("initiator.one")("POST", "/api/v1/transfer-requests/", { transfer });
    expect(answer.status).toBe(422);
    expect(await detail(answer)).toEqual([
      { loc: ["body", "transfer", "amount", "amount_usdc"], msg: "Input should be greater than 0", type: "greater_than", input: 0, ctx: { gt: 0 } },
    ]);
  });

  it("refuses ids that are none, broken JSON, a missing body and another content type", async () => {
    expect(await detail(await get("/api/v2/pockets/none/"))).toMatchObject([{ loc: ["path", "pocket_id"] }]);
    const post = (body?: string, type = "application/json") =>
      fetch(`${api.url}/api/v1/transfer-requests/`, { method: "POST", body, headers: { authorization: "Bearer initiator.one", "content-type": type } });
    expect(await detail(await post("{"))).toMatchObject([{ type: "json_invalid" }]);
    expect(await detail(await post())).toMatchObject([{ loc: ["body"], type: "missing" }]);
    expect(await detail(await post("{}", "text/plain"))).toMatchObject([{ type: "content_type" }]);
    expect(await detail(await post("{}"))).toMatchObject([{ loc: ["body", "transfer"], type: "missing" }]);
  });

  it("refuses a cursor of nobody and a range without its ends", async () => {
    expect(await detail(await get("/api/v2/transactions/?cursor=abc"))).toMatchObject([{ loc: ["query", "cursor"] }]);
    expect((await get(`/api/v2/pockets/${operating}/earnings/?period=range&date_from=2026-07-01`)).status).toBe(422);
  });

  it("answers 404 with a sentence for an id of nothing", async () => {
    const answer = await get(`/api/v2/pockets/${nextId()}/`);
    expect([answer.status, await answer.json()]).toEqual([404, { detail: "Pocket not found" }]);
  });
});

describe("limits", () => {
  it("refuses past the limit with Retry-After, per member and group", async () => {
    const small = await testApi({ limitFactor: 1 / 120 });
    const one = small.as("initiator.one");
    expect((await one("GET", "/api/v2/pockets/")).status).toBe(200);
    const refused = await one("GET", "/api/v2/pockets/");
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("x-ratelimit-remaining")]).toEqual([429, "60", "0"]);
    expect((await small.as("initiator.two")("GET", "/api/v2/pockets/")).status).toBe(200);
    small.real.ms += 60_000;
    expect((await one("GET", "/api/v2/pockets/")).status).toBe(200);
    await small.close();
  });
});

describe("an answer that breaks the contract", () => {
  it("is a 500 in the log, so that tests notice", async () => {
    const broken = await testApi();
    Object.assign(broken.bank.state.company.customer, { email: 5 });
    expect((await broken.as("initiator.one")("GET", "/api/v1/customer/")).status).toBe(500);
    expect(broken.reports).toEqual([expect.stringMatching(/customer\.get broke the contract: email/)]);
    await broken.close();
  });
});

describe("download links", () => {
  const link = async () => {
    const answer = await get("/api/v1/statements/?limit=1&type%5B%5D=BANK");
    return new URL(((await answer.json()) as { items: { pdf_download_url: string }[] }).items[0]!.pdf_download_url);
  };

  it("give the PDF for ten minutes and refuse after that", async () => {
    const url = await link();
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString()).toBe("%PDF-");
    const at = api.real.ms;
    api.real.ms = at + 10 * 60_000;
    expect((await fetch(url)).status).toBe(200);
    api.real.ms += 1;
    expect((await fetch(url)).status).toBe(403);
    api.real.ms = at;
  });

  it("refuse a changed link, and a caller who sends a token along", async () => {
    const url = await link();
    expect((await fetch(url, { headers: { authorization: "Bearer initiator.one" } })).status).toBe(400);
    url.searchParams.set("expires", String(Number(url.searchParams.get("expires")) + 1));
    expect((await fetch(url)).status).toBe(403);
  });
});
