import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { createLog } from "@/lib/log";
import type { OpenFile } from "./download";

const { recordStart, recordEnd } = vi.hoisted(() => ({ recordStart: vi.fn(), recordEnd: vi.fn() }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
const { download } = await import("./download");
const { callLast, drained } = await import("./in-flight");

const session = { id: "s", memberId: "m", name: "Viewer One", customerId: "c" } as unknown as Session;
const lines: string[] = [];
const log = createLog("debug", { write: (line) => void lines.push(line) });

const bytesOf = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
const endless = () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new TextEncoder().encode("%PDF-more")) });
const stalled = () => new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode("%PDF-1.7")) });

const open = vi.fn<(signal: AbortSignal) => Promise<OpenFile>>();
const file = (more: Partial<OpenFile> = {}): OpenFile => ({ body: bytesOf("%P", "DF-1.7 ", "content"), length: 16, type: "pdf", fileName: "a.pdf", ...more });
const ask = (more: { signal?: AbortSignal; longestSeconds?: number } = {}) =>
  download(
    { request: new Request("http://localhost:3000/x", { signal: more.signal ?? null }), session, log },
    { action: "statement.download", subjectId: "one", details: { type: "BANK" }, longestSeconds: more.longestSeconds, open },
  );
/** Every outcome that was recorded: `[outcome, details]`. */
const outcomes = () => recordEnd.mock.calls.map(([, outcome, details]) => [outcome, details] as [string, Record<string, unknown>]);
const ended = () => vi.waitFor(() => expect(outcomes()).toHaveLength(1));

beforeEach(() => {
  lines.length = 0;
  recordStart.mockReset().mockResolvedValue(undefined);
  recordEnd.mockReset().mockResolvedValue(undefined);
  open.mockReset().mockImplementation(async () => file());
  delete (globalThis as { countersignInFlight?: unknown }).countersignInFlight;
});

describe("download", () => {
  it("streams the file under its name, inert", async () => {
    const answer = await ask();
    expect(await answer.text()).toBe("%PDF-1.7 content");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": "16",
      "content-disposition": 'attachment; filename="a.pdf"',
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
  });

  it("sends bytes that were made here with their length", async () => {
    open.mockResolvedValue({ body: new TextEncoder().encode("name,state\n"), type: "csv", fileName: "a.csv" });
    const answer = await ask();
    expect([answer.headers.get("content-type"), answer.headers.get("content-length")]).toEqual(["text/csv; charset=utf-8", "11"]);
    expect(await answer.text()).toBe("name,state\n");
    expect(outcomes()).toEqual([["done", { bytes: 11 }]]);
  });

  it("records the intent before anything is opened, and the outcome after the last byte", async () => {
    recordStart.mockImplementationOnce(async () => expect(open).not.toHaveBeenCalled());
    open.mockResolvedValue(file({ details: () => ({ files: 3 }) }));
    const answer = await ask();
    expect(recordStart.mock.calls[0]![0]).toMatchObject({ customerId: "c", action: "statement.download", subjectId: "one", details: { type: "BANK" } });
    expect(outcomes()).toEqual([]);
    await answer.text();
    expect(outcomes()).toEqual([["done", { bytes: 16, files: 3 }]]);
    expect(recordEnd.mock.calls[0]![0]).toEqual(recordStart.mock.calls[0]![0]);
  });

  it("opens nothing when the intent cannot be recorded", async () => {
    recordStart.mockRejectedValueOnce(new Error("no database"));
    await expect(ask()).rejects.toThrow("no database");
    expect(open).not.toHaveBeenCalled();
    await drained();
  });

  it("sends the file although its outcome cannot be recorded, and says so in the log", async () => {
    recordEnd.mockRejectedValueOnce(new Error("no database"));
    expect(await (await ask()).text()).toBe("%PDF-1.7 content");
    expect(lines.join()).toContain("audit.lost");
  });

  it.each<[string, () => void, string]>([
    ["what cannot be opened", () => open.mockRejectedValue(new AppError("not_found")), "not_found"],
    ["a file of another type", () => open.mockResolvedValue(file({ body: bytesOf("<!doctype html>"), length: null })), "upstream_contract"],
    ["an empty file", () => open.mockResolvedValue(file({ body: bytesOf(), length: 0 })), "upstream_contract"],
  ])("refuses %s, on record", async (_, arrange, code) => {
    arrange();
    await expect(ask()).rejects.toMatchObject({ code });
    expect(outcomes()).toEqual([["failed", { bytes: 0, code }]]);
  });

  it.each<[string, string, number]>([
    ["breaks off", "%PDF-1.7 half", 999],
    ["goes on past its length", "%PDF-1.7 and more", 12],
  ])("fails where the file %s, on record", async (_, text, length) => {
    open.mockResolvedValue(file({ body: bytesOf(text), length }));
    await expect((await ask()).text()).rejects.toThrow();
    expect(outcomes()).toEqual([["failed", { bytes: text.length, code: "upstream_unavailable" }]]);
  });
});

describe("who has gone", () => {
  it("is on record when the body is canceled", async () => {
    open.mockResolvedValue(file({ body: endless(), length: null }));
    const reader = (await ask()).body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(outcomes()).toMatchObject([["canceled", {}]]);
  });

  it("is on record when the connection is cut while nothing comes", async () => {
    open.mockResolvedValue(file({ body: stalled(), length: null }));
    const client = new AbortController();
    const reader = (await ask({ signal: client.signal })).body!.getReader();
    await reader.read();
    client.abort();
    await expect(reader.read()).rejects.toThrow();
    expect(outcomes()).toEqual([["canceled", { bytes: 8 }]]);
  });

  it("is on record when it was before the file was open, which stops that", async () => {
    const client = new AbortController();
    open.mockImplementation((signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new AppError("upstream_unavailable")))));
    const asked = expect(ask({ signal: client.signal })).rejects.toThrow();
    await vi.waitFor(() => expect(open).toHaveBeenCalled());
    client.abort();
    await asked;
    expect(outcomes()).toEqual([["canceled", { bytes: 0 }]]);
  });
});

describe("an end from outside", () => {
  it("comes with the time that it may take, also while nobody reads", async () => {
    open.mockResolvedValue(file({ body: endless(), length: null }));
    await ask({ longestSeconds: 0.05 });
    await ended();
    expect(outcomes()[0]).toMatchObject(["failed", { code: "upstream_timeout" }]);
  });

  it("waits for a download, and cuts it off at the last", async () => {
    open.mockResolvedValue(file({ body: stalled(), length: null }));
    const answer = await ask();
    let idle = false;
    const end = drained().then(() => (idle = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(idle).toBe(false);
    callLast();
    await end;
    expect(outcomes()).toEqual([["failed", { bytes: 0, code: "internal" }]]);
    await expect(answer.text()).rejects.toThrow();
  });
});
