import { QueryClient, hydrate } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { readKey } from "@/lib/forms/query-key";
import { contract } from "@/lib/jiko/contract";
import type { AnyOperation } from "@/lib/jiko/operation";
import { allEarnings, pocketsGet, pocketsList } from "@/lib/jiko/pockets";
import { statementsList } from "@/lib/jiko/statements";
import { transferRequestsCreate } from "@/lib/jiko/transfer-requests";

const { call, jikoFor } = vi.hoisted(() => ({ call: vi.fn(), jikoFor: vi.fn() }));
vi.mock("./jiko", () => ({ jikoFor }));
const { record } = vi.hoisted(() => ({ record: vi.fn() }));
vi.mock("@/lib/audit/append", () => ({ record }));
vi.stubEnv("LOG_LEVEL", "silent");
const { forgetReads, read, readWhole } = await import("./read");
const { prefetchReads } = await import("./prefetch");
const { findRead, proxyRead, readable } = await import("./proxy");

const someone = (id: string, scopes = ["pockets.read", "transfers.read", "customer.read", "team.read"]) => ({ id, memberId: `member of ${id}`, scopes }) as Session;
const one = someone("session-1");
const id = "b76611b6-69a3-4fba-86e9-65e53ea1fbcd";
const empty = { items: [], next_page: null, prev_page: null };

beforeEach(() => {
  call.mockReset().mockResolvedValue(empty);
  jikoFor.mockReset().mockReturnValue({ call });
});
const codeOf = (work: Promise<unknown>) => work.then(() => "none", (error: unknown) => (error as AppError).code);
const ask = (path: string, session = one) => proxyRead(new URL(`http://localhost:3000/api/jiko${path}`), session);

describe("read", () => {
  it("shares an identical read that is on its way within a session, never across", async () => {
    const answers: ((value: unknown) => void)[] = [];
    call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const both = [
      readWhole(pocketsList, one, { query: { limit: 100, "filter[status]": "OPEN" } }),
      readWhole(pocketsList, one, { query: { "filter[status]": "OPEN" } }),
    ];
    const other = readWhole(pocketsList, someone("session-2"), { query: { limit: 100, "filter[status]": "OPEN" } });
    const differs = readWhole(pocketsList, one, { query: { limit: 50 } });
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(3));
    for (const answer of answers) answer(empty);
    await Promise.all([...both, other, differs]);
    expect(jikoFor.mock.calls.map(([session]) => (session as Session).id).sort()).toEqual(["session-1", "session-1", "session-2"]);
    const again = readWhole(pocketsList, one, { query: {} });
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(4));
    answers.at(-1)!(empty);
    await again;
  });

  it("joins no read that began before the session did something", async () => {
    const answers: ((value: unknown) => void)[] = [];
    call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const [before, elsewhere] = [readWhole(pocketsList, one, {}), readWhole(pocketsList, someone("session-2"), {})];
    forgetReads(one);
    const after = readWhole(pocketsList, one, {});
    expect(call).toHaveBeenCalledTimes(3);
    answers[0]!(empty);
    await before;
    // The end of the old one leaves the new one to be shared.
    const joined = readWhole(pocketsList, one, {});
    void readWhole(pocketsList, someone("session-2"), {});
    expect(call).toHaveBeenCalledTimes(3);
    for (const answer of answers) answer(empty);
    await Promise.all([after, joined, elsewhere]);
  });

  it("forgets a read that failed", async () => {
    call.mockRejectedValueOnce(new AppError("upstream_timeout"));
    expect(await codeOf(readWhole(pocketsList, one, {}))).toBe("upstream_timeout");
    expect(await codeOf(readWhole(pocketsList, one, {}))).toBe("none");
  });

  it("checks scope, query and ids before anything is asked of Jiko", async () => {
    expect(await codeOf(read(pocketsList, someone("s", ["team.read"]), {}))).toBe("forbidden");
    expect(await codeOf(read(pocketsList, one, { query: { limit: 101 } }))).toBe("invalid_input");
    for (const wrong of ["..", ".", "a/b", "a%2Fb", "", "x".repeat(65)]) {
      expect(await codeOf(read(pocketsGet, one, { params: { pocket_id: wrong } })), wrong).toBe("not_found");
    }
    await expect(read(transferRequestsCreate as AnyOperation, one, { body: {} } as never)).rejects.toThrow("not a read");
    expect(jikoFor).not.toHaveBeenCalled();
  });

  it("gives a browser the view alone", async () => {
    const statement = { id, account_id: id, type: "BANK", key: "2026-06-01", pdf_download_url: "https://files.example.com/x?sig=y", time_created: "2026-07-10T05:30:00Z" };
    call.mockResolvedValue({ ...empty, items: [statement] });
    const seen = await read(statementsList, one, {});
    expect(JSON.stringify(seen)).not.toContain("files.example.com");
    expect(seen.items[0]).toMatchObject({ id, key: "2026-06-01" });
  });
});

describe("the proxy", () => {
  it("knows every GET of the contract that answers JSON, and nothing else", () => {
    const json = contract.filter(({ method, media, success }) => method === "GET" && media === "application/json" && success !== 307);
    expect(readable.map(({ op }) => op.id).sort()).toEqual(json.map((op) => op.id).sort());
    expect(findRead("/v2/pockets/earnings")?.op.id).toBe("pockets.allEarnings");
    expect(findRead(`/v2/pockets/${id}`)).toMatchObject({ op: { id: "pockets.get" }, params: { pocket_id: id } });
  });

  it.each(["/v2/pocket", "/v2/pockets/", "/api/v2/pockets", `/v1/transfer-requests/${id}/approve`, "/v2/pockets/a/b/c", "", "/", "/v2/pockets/..%2f..%2fv1%2fteam", "/v9/pockets"])(
    "answers 404 to %s before any token is touched",
    async (path) => {
      expect(await codeOf(ask(path))).toBe("not_found");
      expect(jikoFor).not.toHaveBeenCalled();
    },
  );

  it("names the parameter that is wrong", async () => {
    for (const [query, field] of [
      ["limit=0", "limit"],
      ["limit=10&limit=20", "limit"],
      ["colour=red", "colour"],
      ["filter[status]=GONE", "filter[status]"],
    ] as const) {
      const error = await ask(`/v2/pockets?${query}`).catch((thrown: unknown) => thrown as AppError);
      expect(error).toMatchObject({ code: "invalid_input", fields: [{ field }] });
    }
    expect(jikoFor).not.toHaveBeenCalled();
  });

  it("passes query and parameters on as the contract has them", async () => {
    await ask(`/v2/transactions?limit=25&pocket[]=${id}&direction=DEBIT`);
    expect(call).toHaveBeenCalledWith(expect.objectContaining({ id: "transactions.list" }), {
      params: {},
      query: { limit: 25, "pocket[]": [id], direction: "DEBIT" },
    });
  });

  it("refuses what the sign-in was not granted, and records that once per session and group of operations", async () => {
    record.mockReset();
    const few = someone("few", ["pockets.read"]);
    for (const path of ["/v1/team", "/v1/team", `/v1/team/${id}`, "/v1/customer"]) expect(await codeOf(ask(path, few))).toBe("forbidden");
    expect(await codeOf(ask("/v1/team", someone("other", ["pockets.read"])))).toBe("forbidden");
    expect(jikoFor).not.toHaveBeenCalled();
    const noted = record.mock.calls.map(([entry]) => entry as { actor: object; action: string; details: object });
    expect(noted.map(({ details }) => details)).toMatchObject([{ operation: "team.list", scope: "team.read" }, { operation: "customer.get" }, { operation: "team.list" }]);
    expect(noted[0]).toMatchObject({ action: "access.refused", actor: { sessionId: "few" } });
  });

  it("records a refusal later where it could not at once, and refuses either way", async () => {
    record.mockReset().mockRejectedValueOnce(new Error("no database"));
    const few = someone("unlucky", []);
    expect(await codeOf(ask("/v1/team", few))).toBe("forbidden");
    expect(await codeOf(ask("/v1/team", few))).toBe("forbidden");
    expect(record).toHaveBeenCalledTimes(2);
  });
});

describe("prefetchReads", () => {
  it("fills the browser's keys, and leaves out what fails", async () => {
    call.mockImplementation((op: AnyOperation) => (op.id === "pockets.list" ? Promise.resolve(empty) : Promise.reject(new AppError("upstream_unavailable"))));
    const state = await prefetchReads(one, [
      [pocketsList, { query: { limit: 100 } }],
      [allEarnings, { query: { period: "mtd" } }],
    ]);
    const browser = new QueryClient();
    hydrate(browser, state);
    expect(browser.getQueryData(readKey("/v2/pockets", { limit: 100 }))).toEqual(empty);
    expect(browser.getQueryData(readKey("/v2/pockets/earnings", { period: "mtd" }))).toBeUndefined();
    expect(state.queries).toHaveLength(1);
  });
});
