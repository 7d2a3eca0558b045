import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { AnyOperation } from "@/lib/jiko/operation";
import { createLog } from "@/lib/log";

const { call, download, recordStart, recordEnd } = vi.hoisted(() => ({ call: vi.fn(), download: vi.fn(), recordStart: vi.fn(), recordEnd: vi.fn() }));
vi.mock("./jiko", () => ({ jiko: () => ({ download }), jikoFor: () => ({ call }) }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
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
const ask = () => downloadStatement({ request: new Request("http://localhost:3000/x"), session, log }, wanted);

beforeEach(() => {
  lines.length = 0;
  recordStart.mockReset().mockResolvedValue(undefined);
  recordEnd.mockReset().mockResolvedValue(undefined);
  download.mockReset().mockResolvedValue(file(bytesOf("%P", "DF-1.7 ", "content"), 16));
  call.mockReset().mockImplementation(async (op: AnyOperation, input: { query: { cursor?: string } }) => {
    if (op.id === "pockets.get") return { pocket_name: "Operating" };
    return input.query.cursor ? { items: [statement], next_page: null } : { items: [{ ...statement, id: account }], next_page: "next" };
  });
});

describe("downloadStatement", () => {
  it("finds the statement through the pages of the list and streams it under a good name", async () => {
    const answer = await ask();
    expect(await answer.text()).toBe("%PDF-1.7 content");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="example-robotics_operating_bank-statement_2026-06.pdf"');
    expect(download).toHaveBeenCalledWith(link, expect.anything());
    expect(recordStart.mock.calls[0]![0]).toMatchObject({
      action: "statement.download",
      subjectId: id,
      details: { pocketId: account, type: "BANK", key: "2026-06" },
    });
    expect(recordEnd.mock.calls).toMatchObject([[{}, "done", { bytes: 16 }]]);
  });

  it("lets the link reach neither answer, record nor log", async () => {
    const answer = await ask();
    const seen = JSON.stringify([await answer.text(), [...answer.headers], recordStart.mock.calls, recordEnd.mock.calls, lines]);
    expect(seen).not.toMatch(/hush|files\.example/);
  });

  it.each<[string, () => void, string]>([
    ["a statement that is no longer listed", () => call.mockResolvedValue({ items: [], next_page: null, pocket_name: "x" }), "not_found"],
    ["a file host that is not on the list", () => download.mockRejectedValue(new AppError("upstream_contract")), "upstream_contract"],
  ])("refuses %s, on record", async (_, arrange, code) => {
    arrange();
    await expect(ask()).rejects.toMatchObject({ code });
    expect(recordEnd.mock.calls).toMatchObject([[{}, "failed", { bytes: 0, code }]]);
  });

  it("names the file without the pocket's name when that cannot be read", async () => {
    const listed = call.getMockImplementation()!;
    call.mockImplementation((op: AnyOperation, ...rest: unknown[]) =>
      op.id === "pockets.get" ? Promise.reject(new AppError("upstream_timeout")) : (listed(op, ...rest) as unknown),
    );
    expect((await ask()).headers.get("content-disposition")).toContain("example-robotics_pocket-2efef45d_bank-statement_2026-06.pdf");
  });
});
