import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, isOurs } from "./error";
import { writeSearch } from "./jiko";
import { shouldRetry } from "./query-client";
import { request } from "./request";
import { signInAddress } from "./sign-in";

const answer = (status: number, body: string) => vi.stubGlobal("fetch", vi.fn(async () => new Response(status === 204 ? null : body, { status })));
const failure = (path = "/api/x") => request(path).then(() => null, (error: unknown) => error as ApiError);
const body = { code: "rate_limited", message: "Wait.", reference: "7F3K", fields: [{ field: "amount", message: "Too much." }], retryAfterSeconds: 7 };

afterEach(() => vi.unstubAllGlobals());

describe("request", () => {
  it("says what a page of another site cannot: the header of a command", async () => {
    answer(204, "");
    await request("/api/x", { method: "PUT", body: { a: 1 } });
    expect(vi.mocked(fetch).mock.calls[0]![1]).toMatchObject({
      method: "PUT",
      body: '{"a":1}',
      headers: { "countersign-command": "1", "content-type": "application/json" },
    });
    answer(200, "{}");
    await request("/api/x");
    expect(vi.mocked(fetch).mock.calls[0]![1]!.headers).not.toHaveProperty("countersign-command");
  });

  it("reads our errors, and tells them from those of something in between", async () => {
    answer(429, JSON.stringify(body));
    const ours = await failure();
    expect(ours).toMatchObject({ status: 429, code: "rate_limited", retryAfterSeconds: 7, message: "Wait." });
    expect(ours!.fault("amount")).toBe("Too much.");
    expect(isOurs(ours)).toBe(true);
    answer(502, "<html>Bad gateway</html>");
    const other = await failure();
    expect(other!.message).toContain("502");
    expect(isOurs(other)).toBe(false);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await failure()).toMatchObject({ code: "offline", status: 0 });
  });
});

describe("reads", () => {
  it("writes arrays as repeated keys and leaves out what is not set", () => {
    expect(writeSearch({ "pocket[]": ["a", "b"], limit: 100, cursor: undefined })).toBe("?pocket%5B%5D=a&pocket%5B%5D=b&limit=100");
    expect(writeSearch({})).toBe("");
  });

  it("retries faults of servers once, and no more than the page's budget", () => {
    const of = (status: number, code: ApiError["code"] = "upstream_unavailable") =>
      new ApiError(status, { code, message: "", reference: "", fields: [], retryAfterSeconds: null });
    expect(shouldRetry(0, of(404, "not_found"), 0)).toBe(false);
    expect(shouldRetry(0, of(429, "rate_limited"), 0)).toBe(false);
    expect(shouldRetry(0, of(502, "upstream_contract"), 0)).toBe(false);
    expect(shouldRetry(1, of(503), 0)).toBe(false);
    expect(Array.from({ length: 8 }, () => shouldRetry(0, of(503), 1000)).filter(Boolean)).toHaveLength(6);
    expect(shouldRetry(0, of(503), 62_000)).toBe(true);
  });

  it("leads back to where one was, with the reason that the server gave", () => {
    const over = (data?: unknown) => new ApiError(401, { code: "session_expired", message: "", reference: "", fields: [], retryAfterSeconds: null, data });
    expect(signInAddress(over({ reason: "idle" }), { pathname: "/pockets/x", search: "?tab=trades" })).toBe("/sign-in?from=%2Fpockets%2Fx%3Ftab%3Dtrades&reason=idle");
    expect(signInAddress(over(), { pathname: "/", search: "" })).toBe("/sign-in?reason=ended");
  });
});
