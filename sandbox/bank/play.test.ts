import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FaultRule } from "./faults";
import { nextId, testApi } from "./testing";

let api: Awaited<ReturnType<typeof testApi>>;
beforeEach(async () => void (api = await testApi()));
afterEach(() => api.close());

const wire = (id: string) => ({
  transfer: {
    id,
    type: "WIRE",
    origin_pocket_id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
    counterparty_id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
    amount: { type: "REQUESTED_AMOUNT", amount_usdc: 12_500 },
  },
});
const file = (id: string) => api.as("initiator.one")("POST", "/api/v1/transfer-requests/", wire(id));
const filed = (id: string) => api.bank.state.company.requests.some((one) => one.id === id);
const play = (kind: FaultRule["kind"], more: Partial<FaultRule> = {}) => api.bank.faults.add({ operation: "transferRequests.create", kind, times: 1, ...more });
const text = (response: Response) => response.text();

describe("faults without an effect", () => {
  it("drops the connection before the effect", async () => {
    const id = nextId();
    play("drop-before");
    await expect(file(id)).rejects.toThrow();
    expect(filed(id)).toBe(false);
    expect(api.bank.calls.all().at(-1)).toMatchObject({ operation: "transferRequests.create", status: null, fault: "drop-before" });
  });

  it.each([
    ["status", { status: 503 }, 503, "application/json"],
    ["rate-limit", { retryAfter: 7 }, 429, "application/json"],
    ["html-error", {}, 502, "text/html"],
  ] as const)("answers %s", async (kind, more, status, type) => {
    const id = nextId();
    play(kind, more);
    const answer = await file(id);
    expect([answer.status, answer.headers.get("content-type"), filed(id)]).toEqual([status, type, false]);
    if (kind === "rate-limit") {
      expect(answer.headers.get("retry-after")).toBe("7");
      // The budget is back by then, and not only at the end of the minute that it counts in.
      expect(Number(answer.headers.get("x-ratelimit-reset"))).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) + 7);
    }
  });
});

describe("faults after the effect", () => {
  it.each(["drop-after", "truncate"] as const)("%s loses the answer", async (kind) => {
    const id = nextId();
    play(kind);
    await expect(file(id).then(text)).rejects.toThrow();
    expect(filed(id)).toBe(true);
  });

  it("answers 500 although it happened", async () => {
    const id = nextId();
    play("error-after");
    expect((await file(id)).status).toBe(500);
    expect(filed(id)).toBe(true);
  });

  it("answers what is not JSON although it happened", async () => {
    const id = nextId();
    play("malformed");
    const answer = await file(id);
    expect(answer.status).toBe(201);
    await expect(answer.json()).rejects.toThrow(SyntaxError);
    expect(filed(id)).toBe(true);
  });

  it("keeps the answer back, or lets it trickle, and it is the right one", async () => {
    for (const kind of ["delay", "slow"] as const) {
      const id = nextId();
      play(kind, { delayMs: 60 });
      expect(await (await file(id)).json()).toMatchObject({ id, status: "PENDING_APPROVAL" });
    }
  });

  it("sends the headers of a slow answer long before its body", async () => {
    const id = nextId();
    play("slow", { delayMs: 600_000 });
    const answer = await file(id);
    expect([answer.status, filed(id)]).toEqual([201, true]);
    await answer.body!.cancel();
  });
});

describe("which calls meet a fault", () => {
  it("as many as it says, of its member and its operation alone", async () => {
    const member = api.member("initiator.two").id;
    play("status", { times: 2, member });
    expect((await file(nextId())).status).toBe(201);
    const other = () => api.as("initiator.two")("POST", "/api/v1/transfer-requests/", wire(nextId()));
    expect((await api.as("initiator.two")("GET", "/api/v1/transfer-requests/")).status).toBe(200);
    expect([(await other()).status, (await other()).status, (await other()).status]).toEqual([500, 500, 201]);
  });

  it("by method and path as well", async () => {
    api.bank.faults.add({ operation: "GET /api/v2/pockets/{pocket_id}/", kind: "status", status: 504, times: 1 });
    expect((await api.as("viewer.one")("GET", "/api/v2/pockets/2efef45d-fd45-4101-b3fb-f90d99c2c7c7/")).status).toBe(504);
  });
});

/** Waits for a gate to have callers by asking again after each turn of the event loop. */
async function waiting(count: number): Promise<void> {
  while (api.bank.holds.all().length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe("holds", () => {
  it("keep all fitting calls before their effect until they are released", async () => {
    const ids = [nextId(), nextId()];
    const gate = api.bank.holds.add("transferRequests.create", "before");
    const answers = ids.map(file);
    await waiting(2);
    expect(ids.map(filed)).toEqual([false, false]);
    api.bank.holds.release(gate);
    expect((await Promise.all(answers)).map((one) => one.status)).toEqual([201, 201]);
  });

  it("keep an answer after its effect, and can drop it", async () => {
    const id = nextId();
    const gate = api.bank.holds.add("transferRequests.create", "after");
    const answer = file(id);
    await waiting(1);
    expect(filed(id)).toBe(true);
    api.bank.holds.release(gate, "drop");
    await expect(answer).rejects.toThrow();
  });
});

describe("the list of calls", () => {
  it("keeps neither bodies nor tokens nor queries", async () => {
    await api.as("initiator.one")("GET", "/api/v2/transactions/?limit=3&amount_from=4711");
    const [line] = api.bank.calls.all().slice(-1);
    expect(line).toEqual({
      server: "api",
      operation: "transactions.list",
      method: "GET",
      path: "/api/v2/transactions/",
      member: api.member("initiator.one").id,
      status: 200,
      fault: null,
      requestId: expect.any(String) as string,
      at: "2026-07-15T14:00:00.000Z",
    });
  });
});
