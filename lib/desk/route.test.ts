import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import type * as LogModule from "@/lib/log";
import { AppError, type ErrorBody } from "@/lib/errors";
import { limits, spend } from "@/lib/rate";

const { requireSession, record, lines } = vi.hoisted(() => ({
  requireSession: vi.fn(),
  record: vi.fn(),
  lines: [] as Record<string, unknown>[],
}));
vi.mock("@/lib/auth/current", () => ({ requireSession }));
vi.mock("@/lib/audit/append", () => ({ record }));
vi.mock("@/lib/env", () => ({ env: () => ({ APP_URL: "http://localhost:3000" }) }));
vi.mock("@/lib/log", async (original) => {
  const { createLog } = await original<typeof LogModule>();
  return { log: createLog("debug", { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }) };
});
const { route } = await import("./route");

const session = {
  id: "session-1",
  memberId: "member-1",
  customerId: "e5fe84a1-124e-4b76-bbec-fe231ec833e1",
  name: "Viewer One",
  role: "VIEWER",
  scopes: ["pockets.read", "transfers.write"],
} as Session;

const address = "http://localhost:3000/api/things/1?secret=hush";
const ours = {
  origin: "http://localhost:3000",
  "sec-fetch-site": "same-origin",
  "countersign-command": "1",
  "content-type": "application/json",
};
const post = (headers: Record<string, string | null> = {}, body: string | null = "{}") =>
  new Request(address, {
    method: "POST",
    body,
    headers: Object.entries({ ...ours, ...headers }).filter((pair): pair is [string, string] => pair[1] !== null),
  });
const context = { params: Promise.resolve({ id: "1" }) };
const bodyOf = async (answer: Response) => (await answer.json()) as ErrorBody;

beforeEach(() => {
  requireSession.mockReset().mockResolvedValue(session);
  record.mockReset().mockResolvedValue(undefined);
  lines.length = 0;
});

describe("route", () => {
  it("hands session, params and reference to the handler and answers its value, never to be stored", async () => {
    const GET = route<"session", { id: string }>({ access: "session" }, ({ session: who, params, reference }) => ({
      who: who.name,
      id: params.id,
      reference,
    }));
    const answer = await GET(new Request(address), context);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const body = (await answer.json()) as Record<string, string>;
    expect(body).toMatchObject({ who: "Viewer One", id: "1" });
    expect(body.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(answer.headers.get("countersign-reference")).toBe(body.reference);
  });

  it("answers who sends too much with the time to wait, before anything is done or recorded", async () => {
    requireSession.mockResolvedValue({ ...session, id: "session-wild" });
    const handler = vi.fn(() => ({}));
    const POST = route({ access: "transfers.file" }, handler);
    // Ahead of the clock, so that nothing flows in while the test runs.
    const ahead = performance.now() + 600_000;
    for (let i = 1; i < limits.change.burst; i += 1) spend("change", "session-wild", ahead);
    expect((await POST(post(), context)).status).toBe(403);
    const last = await POST(post(), context);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await bodyOf(last)).code).toBe("rate_limited");
    expect(record).toHaveBeenCalledTimes(1);
    expect(handler).not.toHaveBeenCalled();
    expect((await route({ access: "session" }, () => ({}))(new Request(address), context)).status).toBe(200);
  });

  it("writes one line per request, with duration and status, without the query string", async () => {
    await route({ access: "session" }, () => ({}))(new Request(address), context);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ event: "request", method: "GET", path: "/api/things/1", status: 200, memberId: "member-1" });
    expect(lines[0]!.ms).toBeTypeOf("number");
    expect(JSON.stringify(lines)).not.toContain("hush");
  });

  it.each<[string, Record<string, string | null>]>([
    ["another origin", { origin: "http://evil.example" }],
    ["another port", { origin: "http://localhost:3001" }],
    ["another site by its own word", { "sec-fetch-site": "cross-site" }],
    ["a sibling host", { "sec-fetch-site": "same-site" }],
    ["no word on where it comes from", { origin: null, "sec-fetch-site": null }],
    ["an opaque origin that nothing vouches for", { origin: "null", "sec-fetch-site": null }],
    ["no command header", { "countersign-command": null }],
  ])("refuses a change from %s before anyone is asked who they are", async (_, headers) => {
    const handler = vi.fn();
    const answer = await route({ access: "session" }, handler)(post(headers), context);
    expect(answer.status).toBe(403);
    expect(await bodyOf(answer)).toMatchObject({ code: "cross_site" });
    expect(handler).not.toHaveBeenCalled();
    expect(requireSession).not.toHaveBeenCalled();
  });

  it("takes a change from ourselves, also where only one of the two headers says so", async () => {
    const ways: Record<string, string | null>[] = [
      {},
      { origin: null },
      { "sec-fetch-site": null },
      { origin: "null" },
      { "content-type": "application/json; charset=utf-8" },
    ];
    for (const headers of ways) {
      expect((await route({ access: "session" }, () => ({}))(post(headers), context)).status).toBe(200);
    }
    const headers = { origin: ours.origin, "countersign-command": "1" };
    const nothing = new ReadableStream({ start: (controller) => controller.close() });
    for (const bare of [{}, { body: nothing, duplex: "half" }]) {
      const request = new Request(address, { method: "DELETE", headers, ...bare });
      expect((await route({ access: "session" }, ({ json }) => json(z.object({})))(request, context)).status).toBe(200);
    }
  });

  it("refuses anything but JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const answer = await route({ access: "session" }, () => ({}))(post({ "content-type": type }), context);
      expect(await bodyOf(answer)).toMatchObject({ code: "invalid_input" });
    }
    const untyped = new Request(address, {
      method: "POST",
      headers: { origin: ours.origin, "countersign-command": "1" },
      body: new Blob(["{}"]).stream(),
      duplex: "half",
    } as RequestInit);
    const answer = await route({ access: "session" }, ({ json }) => json(z.any()))(untyped, context);
    expect(await bodyOf(answer)).toMatchObject({ code: "invalid_input" });
  });

  it("refuses a read that another site caused", async () => {
    const foreign = new Request(address, { headers: { "sec-fetch-site": "cross-site" } });
    const answer = await route({ access: "session" }, () => ({}))(foreign, context);
    expect(await bodyOf(answer)).toMatchObject({ code: "cross_site" });
  });

  it("reads a body by its schema and names each field that is wrong", async () => {
    const schema = z.strictObject({ amount: z.int(), payee: z.object({ id: z.uuid() }) });
    const POST = route({ access: "session" }, ({ json }) => json(schema));
    const body = await bodyOf(await POST(post({}, JSON.stringify({ amount: "1", payee: { id: "x" }, more: 1 })), context));
    expect(body.code).toBe("invalid_input");
    expect(body.fields.map(({ field }) => field).sort()).toEqual(["amount", "more", "payee.id"]);
    expect(await bodyOf(await POST(post({}, "{"), context))).toMatchObject({ code: "invalid_input" });
  });

  it("refuses a body past its limit, announced or not", async () => {
    const POST = route({ access: "session", maxBytes: 100 }, ({ json }) => json(z.any()));
    expect((await POST(post({ "content-length": "101" }), context)).status).toBe(413);
    expect((await POST(post({}, JSON.stringify("x".repeat(200))), context)).status).toBe(413);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64)) });
    const request = new Request(address, { method: "POST", body: endless, duplex: "half", headers: ours } as RequestInit);
    expect((await POST(request, context)).status).toBe(413);
  });

  it("refuses who lacks the permission, says why, and puts it on record", async () => {
    const handler = vi.fn();
    const answer = await route({ access: "transfers.file" }, handler)(post(), context);
    expect(answer.status).toBe(403);
    expect(await bodyOf(answer)).toMatchObject({ code: "forbidden", message: "Filing transfers needs the role initiator or admin." });
    expect(handler).not.toHaveBeenCalled();
    expect(record.mock.calls).toMatchObject([[{ kind: "event", action: "access.refused", actor: { memberId: "member-1" } }]]);
    expect(JSON.stringify(record.mock.calls)).not.toContain("hush");
  });

  it("needs both the role and the scope", async () => {
    requireSession.mockResolvedValue({ ...session, role: "INITIATOR", scopes: [] });
    expect((await route({ access: "transfers.file" }, () => ({}))(post(), context)).status).toBe(403);
    requireSession.mockResolvedValue({ ...session, role: "INITIATOR" });
    expect((await route({ access: "transfers.file" }, () => ({}))(post(), context)).status).toBe(200);
  });

  it("answers the session's own error when there is none", async () => {
    requireSession.mockRejectedValue(new AppError("session_expired", { data: { reason: "idle" } }));
    const answer = await route({ access: "session" }, () => ({}))(new Request(address), context);
    expect(answer.status).toBe(401);
    expect(await bodyOf(answer)).toMatchObject({ code: "session_expired", data: { reason: "idle" } });
  });

  it("asks nobody on a public route", async () => {
    expect((await route({ access: "public" }, ({ session: who }) => ({ who }))(new Request(address), context)).status).toBe(200);
    expect(requireSession).not.toHaveBeenCalled();
  });

  it("keeps the cause of a fault for the log, and answers a sentence with the reference", async () => {
    const GET = route({ access: "session" }, () => {
      throw new Error("column x of relation y", { cause: new Error("Bearer abcdefghijklmnop") });
    });
    const answer = await GET(new Request(address), context);
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toMatch(/column|relation|Bearer/);
    const { reference } = JSON.parse(text) as ErrorBody;
    expect(lines.find(({ event }) => event === "request.failed")).toMatchObject({
      level: "error",
      reference,
      err: { message: "column x of relation y", cause: { message: "Bearer [removed]" } },
    });
    expect(JSON.stringify(lines)).not.toContain("abcdefghijklmnop");
  });

  it("lets go of a body that a HEAD does not want", async () => {
    const cancel = vi.fn();
    const GET = route({ access: "session" }, () => new Response(new ReadableStream({ cancel })));
    expect((await GET(new Request(address, { method: "HEAD" }), context)).status).toBe(200);
    expect(cancel).toHaveBeenCalledTimes(1);
    const answer = await GET(new Request(address), context);
    expect(cancel).toHaveBeenCalledTimes(1);
    await answer.body!.cancel();
  });

  it("says when to come back", async () => {
    const GET = route({ access: "session" }, () => {
      throw new AppError("rate_limited", { retryAfterSeconds: 12 });
    });
    const answer = await GET(new Request(address), context);
    expect(answer.headers.get("retry-after")).toBe("12");
    expect(await bodyOf(answer)).toMatchObject({ code: "rate_limited", retryAfterSeconds: 12 });
  });

  it("answers a page to someone who followed a link, with nothing in it unescaped", async () => {
    const GET = route({ access: "session" }, () => {
      throw new AppError("not_found", { message: "No <b>statement</b>" });
    });
    const answer = await GET(new Request(address, { headers: { "sec-fetch-mode": "navigate", "sec-fetch-site": "same-origin" } }), context);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("No &#60;b&#62;statement&#60;/b&#62;");
  });
});
