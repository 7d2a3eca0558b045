import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { AnyOperation } from "@/lib/jiko/operation";
import { createLog } from "@/lib/log";

const { call, download, record } = vi.hoisted(() => ({ call: vi.fn(), download: vi.fn(), record: vi.fn() }));
vi.mock("./jiko", () => ({ jiko: () => ({ download }), jikoFor: () => ({ call }) }));
vi.mock("@/lib/audit/append", () => ({ record }));
const { downloadStatement } = await import("./statement-download");

const account = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const id = "6dd338a0-e52c-482f-b943-af462720ff0b";
const wanted = { id, account, type: "BANK" as const, key: "2026-06" };
const link = "https://files.example.com/statements/2026-06.pdf?sig=hush";
const statement = { id, account_id: account, type: "BANK", key: "2026-06-01", pdf_download_url: link, time_created: "2026-07-10T05:30:00Z" };
const session = { id: "s", memberId: "m", name: "Viewer One", customerId: "c", customerName: "Example Robotics Inc.", scopes: ["pockets.read"] } as unknown as Session;
const lines: string[] = [];
const log = createLog("debug", { write: (line) => void lines.push(line) });

const bytesOf = (...parts: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
const file = (body: ReadableStream<Uint8Array>, length: number | null = null) => ({ body, length, contentType: "application/pdf" });
const ask = (signal?: AbortSignal) => downloadStatement({ request: new Request("http://localhost:3000/x", { signal: signal ?? null }), session, log }, wanted);
const entries = () => record.mock.calls.map(([entry]) => entry as AuditEntry);

beforeEach(() => {
  lines.length = 0;
  record.mockReset().mockResolvedValue(undefined);
  download.mockReset().mockResolvedValue(file(bytesOf("%P", "DF-1.7 ", "content"), 16));
  call.mockReset().mockImplementation(async (op: AnyOperation, input: { query: { cursor?: string } }) => {
    if (op.id === "pockets.get") return { pocket_name: "Operating" };
    return input.query.cursor ? { items: [statement], next_page: null } : { items: [{ ...statement, id: account }], next_page: "next" };
  });
});

describe("downloadStatement", () => {
  it("finds the statement through the pages of the list and streams it under a good name, inert", async () => {
    const answer = await ask();
    expect(await answer.text()).toBe("%PDF-1.7 content");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": "16",
      "content-disposition": 'attachment; filename="example-robotics_operating_bank-statement_2026-06.pdf"',
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect(download).toHaveBeenCalledWith(link, expect.anything());
  });

  it("records the intent before Jiko is asked, and the outcome with the bytes after the last one", async () => {
    record.mockImplementationOnce(() => {
      expect(call).not.toHaveBeenCalled();
      return Promise.resolve();
    });
    const answer = await ask();
    expect(entries()).toHaveLength(1);
    await answer.text();
    expect(entries()).toMatchObject([
      { kind: "intent", action: "statement.download", subjectId: id, details: { pocketId: account, type: "BANK", key: "2026-06" } },
      { kind: "outcome", outcome: "done", details: { bytes: 16 } },
    ]);
    expect(entries()[0]!.correlationId).toBe(entries()[1]!.correlationId);
  });

  it("lets the link reach neither answer, record nor log", async () => {
    const answer = await ask();
    const seen = JSON.stringify([await answer.text(), [...answer.headers], record.mock.calls, lines]);
    expect(seen).not.toMatch(/hush|files\.example/);
  });

  it("does nothing when the intent cannot be recorded", async () => {
    record.mockRejectedValueOnce(new Error("no database"));
    await expect(ask()).rejects.toThrow("no database");
    expect(call).not.toHaveBeenCalled();
  });

  it.each<[string, () => void, string]>([
    ["a statement that is no longer listed", () => call.mockResolvedValue({ items: [], next_page: null, pocket_name: "x" }), "not_found"],
    ["a link that leads to something else", () => download.mockResolvedValue(file(bytesOf("<!doctype html>"))), "upstream_contract"],
    ["a file host that is not on the list", () => download.mockRejectedValue(new AppError("upstream_contract")), "upstream_contract"],
    ["an empty file", () => download.mockResolvedValue(file(bytesOf())), "upstream_contract"],
  ])("refuses %s, on record", async (_, arrange, code) => {
    arrange();
    await expect(ask()).rejects.toMatchObject({ code });
    expect(entries()).toMatchObject([{ kind: "intent" }, { kind: "outcome", outcome: "failed", details: { bytes: 0, code } }]);
  });

  it("fails the download where the file breaks off, on record", async () => {
    download.mockResolvedValue(file(bytesOf("%PDF-1.7 half"), 999));
    await expect((await ask()).text()).rejects.toThrow();
    expect(entries().at(-1)).toMatchObject({ outcome: "failed", details: { bytes: 13, code: "upstream_unavailable" } });
  });

  it("records that the person went away", async () => {
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new TextEncoder().encode("%PDF-more")) });
    download.mockResolvedValue(file(endless));
    const reader = (await ask()).body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(entries().at(-1)).toMatchObject({ kind: "outcome", outcome: "canceled" });
  });

  it("names the file without the pocket's name when that cannot be read", async () => {
    const listed = call.getMockImplementation()!;
    call.mockImplementation((op: AnyOperation, ...rest: unknown[]) =>
      op.id === "pockets.get" ? Promise.reject(new AppError("upstream_timeout")) : (listed(op, ...rest) as unknown),
    );
    expect((await ask()).headers.get("content-disposition")).toContain("example-robotics_pocket-2efef45d_bank-statement_2026-06.pdf");
  });
});
