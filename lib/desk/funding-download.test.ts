import { beforeEach, describe, expect, it, vi } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { addressLines, fundingRows } from "@/lib/forms/funding";
import type { AnyOperation } from "@/lib/jiko/operation";
import type { FundingInstructions } from "@/lib/jiko/portals";
import { createLog } from "@/lib/log";

const { call, recordStart, recordEnd } = vi.hoisted(() => ({ call: vi.fn(), recordStart: vi.fn(), recordEnd: vi.fn() }));
vi.mock("./jiko", () => ({ jikoFor: () => ({ call }) }));
vi.mock("./download-record", () => ({ recordStart, recordEnd }));
vi.mock("@/lib/clock", () => ({ now: () => new Date(), bankingNow: async () => new Date("2026-07-15T14:00:00Z"), dayOf: () => "2026-07-15" }));
const { downloadFunding } = await import("./funding-download");

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const portal = "9768478b-0549-4497-9d42-132df6d38e11";
const instructions: FundingInstructions = {
  beneficiary_name: "Example Robotics Inc.",
  beneficiary_address: { street_address: "100 Example Avenue", street_address2: "Floor 4", city: "Columbus", postal_code: "43004", state: "OH", country: "US" },
  bank_name: "Sample Bank",
  bank_address: { street_address: "1 Sample Street", street_address2: null, city: "Oakland", postal_code: "94601", state: "CA", country: "US" },
  routing_number: "011000015",
  account_number: "900012345678",
  swift_bic: null,
  network_address: "400100200300",
};
const session = { id: "s", memberId: "m", name: "Viewer One", customerId: "c", customerName: "Example Robotics Inc." } as unknown as Session;
const log = createLog("silent");
const ask = () => downloadFunding({ request: new Request("http://localhost:3000/x"), session, log }, { pocket, portal });

/** What each operation answers; changed by tests. */
let answers: Record<string, unknown>;
beforeEach(() => {
  recordStart.mockReset().mockResolvedValue(undefined);
  recordEnd.mockReset().mockResolvedValue(undefined);
  answers = {
    "pockets.get": { pocket_name: "Operating" },
    "portals.list": { items: [{ id: portal, name: "Receivables", status: "OPEN" }], next_page: null },
    "portals.fundingInstructions": instructions,
  };
  call.mockReset().mockImplementation(async (op: AnyOperation) => {
    const answer = answers[op.id];
    if (answer instanceof Error) throw answer;
    return answer;
  });
});

const textOf = async (answer: Response) => {
  const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");
};

describe("downloadFunding", () => {
  it("puts into the PDF exactly what Jiko says, under a name that sorts, on record without the numbers", async () => {
    const answer = await ask();
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="example-robotics_operating_funding-instructions_receivables_2026-07-15.pdf"',
    );
    const text = await textOf(answer);
    for (const { label, lines } of fundingRows(instructions)) for (const part of [label, ...lines]) expect(text).toContain(part);
    expect(text).toContain("9000 1234 5678");
    expect(text).toContain("2026-07-15 14:00 UTC");
    expect(text).not.toContain("SWIFT");
    expect(recordStart.mock.calls[0]![0]).toMatchObject({ action: "funding.download", subjectId: portal, details: { pocketId: pocket } });
    expect(recordEnd.mock.calls[0]![1]).toBe("done");
    expect(JSON.stringify([recordStart.mock.calls, recordEnd.mock.calls])).not.toMatch(/900012345678|011000015|400100200300/);
  });

  it.each<[string, () => void, string]>([
    ["a closed portal", () => (answers["portals.list"] = { items: [{ id: portal, name: "x", status: "CLOSED" }], next_page: null }), "conflict"],
    ["a portal of another pocket", () => (answers["portals.list"] = { items: [], next_page: null }), "not_found"],
    ["what Jiko does not know", () => (answers["portals.fundingInstructions"] = new AppError("not_found")), "not_found"],
    ["letters that the fonts lack", () => (answers["pockets.get"] = { pocket_name: "\u4e2d\u6587" }), "conflict"],
  ])("refuses %s, on record", async (_, arrange, code) => {
    arrange();
    await expect(ask()).rejects.toMatchObject({ code });
    expect(recordEnd.mock.calls).toMatchObject([[{}, "failed", { bytes: 0, code }]]);
  });

  it("takes names of any length and the letters of the West", async () => {
    answers["portals.fundingInstructions"] = { ...instructions, swift_bic: "SMPLUS33", beneficiary_name: `Müller & Søn ${"very ".repeat(60)}${"long".repeat(40)}` };
    const text = await textOf(await ask());
    expect(text).toContain("Müller & Søn");
    expect(text).toContain("SMPLUS33");
  });
});

it("addresses leave out what is missing", () => {
  expect(addressLines(instructions.beneficiary_address)).toEqual(["100 Example Avenue", "Floor 4", "Columbus, OH 43004", "US"]);
  expect(addressLines({ ...instructions.bank_address, state: null })).toEqual(["1 Sample Street", "Oakland, 94601", "US"]);
});
