import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { tradesConfirmation } from "@/lib/jiko/trades";
import { createLog } from "@/lib/log";

const outside = vi.hoisted(() => ({ call: vi.fn(), download: vi.fn(), readWhole: vi.fn(), recordStart: vi.fn(), recordEnd: vi.fn() }));
const { call, download, readWhole, recordStart, recordEnd } = outside;
vi.mock("./jiko", () => ({ jiko: () => ({ download }), jikoFor: () => ({ call }) }));
vi.mock("./read", () => ({ readWhole }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
const { downloadConfirmation } = await import("./confirmation-download");

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const id = "4a14f1cb-2802-4e8a-9647-c28ff8f50d96";
const location = "https://files.example.com/confirmations/a.pdf?sig=hush";
const session = { id: "s", memberId: "m", name: "Viewer One", customerId: "c", customerName: "Example Robotics Inc." } as unknown as Session;
const lines: string[] = [];
const log = createLog("debug", { write: (line) => void lines.push(line) });
const ask = () => downloadConfirmation({ request: new Request("http://localhost:3000/x"), session, log }, { id, pocket, day: "2026-07-13" });

beforeEach(() => {
  vi.clearAllMocks();
  recordEnd.mockResolvedValue(undefined);
  readWhole.mockImplementation(async (op: { id: string }) =>
    op.id === "pockets.get" ? { pocket_name: "Operating" } : { items: [{ id, book_date: "2026-07-13", cusip: "912797ZA1" }], next_page: null },
  );
  call.mockResolvedValue({ location });
  download.mockResolvedValue({ body: new Blob(["%PDF-1.7 content"]).stream(), length: 16, contentType: "application/pdf" });
});

describe("downloadConfirmation", () => {
  it("sends the PDF behind the redirect of this moment, under a name that tells the trade", async () => {
    const answer = await ask();
    expect(await answer.text()).toBe("%PDF-1.7 content");
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="example-robotics_operating_trade-confirmation_2026-07-13_912797za1_4a14f1cb.pdf"',
    );
    expect(call).toHaveBeenCalledWith(tradesConfirmation, { params: { account_id: pocket, trade_id: id } }, expect.anything());
    expect(download).toHaveBeenCalledWith(location, expect.anything());
    expect(recordStart.mock.calls[0]![0]).toMatchObject({ action: "confirmation.download", subjectId: id, details: { pocketId: pocket } });
    expect(JSON.stringify([[...answer.headers], recordStart.mock.calls, recordEnd.mock.calls, lines])).not.toContain("hush");
  });

  it("says that there is none, on record", async () => {
    call.mockRejectedValue(new AppError("not_found"));
    await expect(ask()).rejects.toMatchObject({ code: "not_found" });
    expect(recordEnd.mock.calls).toMatchObject([[{}, "failed", { bytes: 0, code: "not_found" }]]);
  });
});
