import { beforeEach, describe, expect, it, vi } from "vitest";
import { cents } from "@/lib/treasury/money";
import { writeStatementFile } from "@/lib/camt053/statement.arbitrary";
import type { StatementFile } from "@/lib/camt053/types";
import { largestFile } from "@/lib/camt053/xml";
import type { Session } from "@/lib/auth/session";
import type { AppError } from "@/lib/errors";
import type { AnyOperation } from "@/lib/jiko/operation";
import { createLog } from "@/lib/log";

const { call, download, recordStart, recordEnd } = vi.hoisted(() => ({ call: vi.fn(), download: vi.fn(), recordStart: vi.fn(), recordEnd: vi.fn() }));
vi.mock("./jiko", () => ({ jiko: () => ({ download }), jikoFor: () => ({ call }) }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
const { downloadReportFile, entriesPerPage, reportStatement, statementWanted } = await import("./report-files");

const id = "6bdcf860-da59-4f03-8821-6fec29f97821";
const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const other = "570ee97a-cb94-409e-9a0e-a91637abfc4b";
const link = "https://files.example.com/reports/camt053.xml?sig=hush";
const report = {
  id,
  type: "BANK_STATEMENT_REPORT",
  output_formats: ["CAMT053"],
  account_ids: [pocket],
  report_date: "2026-07-14",
  date_from: null,
  date_to: null,
  status: "COMPLETED",
  files: [
    { format: "CAMT053", account_id: pocket, download_url: link },
    { format: "CSV", account_id: null, download_url: link },
    { format: "XLSX", account_id: null, download_url: link },
  ],
  failure_reason: null,
  created_at: "2026-07-15T06:00:00Z",
};
const session = { id: "s", memberId: "m", name: "Viewer One", customerId: "c", customerName: "Example Robotics Inc.", scopes: ["pockets.read", "reports.read"] } as unknown as Session;
const lines: string[] = [];
const log = createLog("debug", { write: (line) => void lines.push(line) });

const statement = (account: string, count: number): StatementFile => ({
  version: "08",
  messageId: "1",
  createdAt: null,
  statements: [
    {
      id: "1",
      createdAt: null,
      from: null,
      to: null,
      account: { id: account, name: "Operating", owner: null, servicer: null, currency: "USD" },
      balances: [
        { code: "OPBD", value: cents(0), currency: "USD", at: null },
        { code: "CLBD", value: cents(count * 100), currency: "USD", at: null },
      ],
      summary: { entries: null, credits: null, debits: null },
      entries: Array.from({ length: count }, (_, i) => ({
        value: cents(100), currency: "USD", reference: String(i), servicerReference: null, status: "BOOK", reversal: false,
        bookedAt: null, valueAt: null, code: null, counterparty: null, text: null,
      })),
    },
  ],
});
const good = (account = pocket.replaceAll("-", ""), count = 3) => writeStatementFile(statement(account, count));

let canceled: boolean;
function serve(bytes: Uint8Array, again = 0): void {
  canceled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(bytes);
        if (again-- <= 0) controller.close();
      },
      cancel: () => void (canceled = true),
    },
    { highWaterMark: 0 },
  );
  download.mockResolvedValue({ body, length: null, contentType: "application/xml" });
}
const show = (query: Record<string, string> = {}) => reportStatement(session, statementWanted.parse({ id, file: "1", ...query }));
const refusal = (promise: Promise<unknown>) => promise.then(() => expect.unreachable("should have been refused"), (error: AppError) => error);
const fetched = (file = 1) => downloadReportFile({ request: new Request("http://localhost:3000/x"), session, log }, { id, file });

beforeEach(() => {
  lines.length = 0;
  for (const one of [recordStart, recordEnd]) one.mockReset().mockResolvedValue(undefined);
  download.mockReset();
  call.mockReset().mockImplementation(async (op: AnyOperation) => (op.id === "pockets.get" ? { pocket_name: "Operating" } : report));
  serve(good());
});

describe("a file of a report (reports.get)", () => {
  it("is sent as it is, under a good name, and the link goes nowhere", async () => {
    const answer = await fetched();
    const text = await answer.text();
    expect(text).toBe(new TextDecoder().decode(good()));
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="example-robotics_operating_bank-statement_2026-07-14.xml"');
    expect(answer.headers.get("content-type")).toBe("application/xml");
    expect(recordStart.mock.calls[0]![0]).toMatchObject({ action: "report.download", subjectId: id });
    expect(JSON.stringify([text, [...answer.headers], recordStart.mock.calls, recordEnd.mock.calls, lines])).not.toMatch(/hush|files\.example/);
  });

  it("must be what its format says", async () => {
    serve(new TextEncoder().encode("<html>Sorry</html>"));
    expect(await refusal(fetched(2))).toMatchObject({ code: "upstream_contract" });
    expect(await refusal(fetched(3))).toMatchObject({ code: "upstream_contract", message: expect.stringContaining("XLSX") });
    expect(await refusal(fetched(4))).toMatchObject({ code: "not_found" });
  });
});

describe("a readable statement", () => {
  it("is reckoned over all of its lines, and shows a page of them", async () => {
    serve(good(undefined, entriesPerPage + 5));
    const shown = await show({ page: "2" });
    expect(shown).toMatchObject({ page: 2, pages: 2, entryCount: 105, rightPocket: true, reckoning: { difference: 0, credits: { count: 105 } } });
    expect(shown.entries.map(({ reference }) => reference)).toEqual(["100", "101", "102", "103", "104"]);
    expect(JSON.stringify(shown)).not.toMatch(/hush|files\.example|download_url/);
  });

  it("says where the file speaks of another pocket, and nothing where it cannot tell", async () => {
    serve(good(other.replaceAll("-", "")));
    expect((await show()).rightPocket).toBe(false);
    serve(good("000123456789"));
    expect((await show()).rightPocket).toBeNull();
  });

  it.each([
    ["a bomb of entities", '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>', "upstream_contract", "declares a document type"],
    ["a file that broke off", "<Document><Bk", "upstream_contract", "not complete and well-formed"],
  ])("refuses %s and points to the raw file", async (_, text, code, sentence) => {
    serve(new TextEncoder().encode(text));
    const refused = await refusal(show());
    expect(refused).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(refused.message).toContain("can be downloaded as it is");
  });

  it("stops fetching what is too large", async () => {
    serve(new Uint8Array(largestFile / 4), 1_000);
    expect(await refusal(show())).toMatchObject({ code: "too_large", message: expect.stringContaining("2,000,000 bytes") });
    expect(canceled).toBe(true);
  });

  it("waits for the report, and is made of camt.053 files alone", async () => {
    expect(await refusal(show({ file: "2" }))).toMatchObject({ code: "not_found" });
    call.mockResolvedValue({ ...report, status: "PROCESSING", files: [] });
    expect(await refusal(show())).toMatchObject({ code: "conflict", message: expect.stringContaining("still making") });
    expect(download).not.toHaveBeenCalled();
  });
});
