import { describe, expect, it } from "vitest";
import { bai2Href, dayFileOf, orderAgainHref, orderHref, readCursor, readOrderAddress, readStatementAddress, reportsHref, statementHref } from "./address";
import { pauseAfter } from "./polling";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the addresses of reports", () => {
  it("keep the place in the history", () => {
    expect(readCursor(Object.fromEntries(new URL(reportsHref("a b"), "http://x").searchParams))).toBe("a b");
    expect(readCursor({ cursor: ["a", "b"] })).toBeNull();
    expect(reportsHref(null)).toBe("/reports");
  });

  it("fill the form in as a report was ordered before", () => {
    const report = { type: "TRADE_REPORT" as const, account_ids: [pocket, pocket.replace("2", "3")] as string[], report_date: null, date_from: "2026-06-01", date_to: "2026-06-30" };
    const search = new URL(orderAgainHref(report), "http://x").searchParams;
    expect(readOrderAddress({ ...Object.fromEntries(search), pocket: search.getAll("pocket") })).toEqual({
      type: "TRADE_REPORT",
      pocketIds: report.account_ids,
      day: "",
      from: "2026-06-01",
      to: "2026-06-30",
    });
  });

  it("leave out what they do not understand", () => {
    expect(readOrderAddress({ type: "LETTER", pocket: "x", day: "today" })).toEqual({ type: "BANK_STATEMENT_REPORT", pocketIds: [], day: "", from: "", to: "" });
    expect(readStatementAddress("r", "0", { page: "-1", statement: "two" })).toEqual({ id: "r", file: 1, statement: 1, page: 1 });
    expect(statementHref({ id: "r", file: 2, page: 3 })).toBe("/reports/r/statement/2?page=3");
  });
});

it("looks again after 2 s, and ever less often up to 30 s", () => {
  const pauses = Array.from({ length: 12 }, (_, looks) => pauseAfter(looks));
  expect(pauses[0]).toBe(2_000);
  expect(pauses.at(-1)).toBe(30_000);
  expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
});

describe("the files of a day", () => {
  const report = (id: string, what: object) =>
    ({ id, type: "BANK_STATEMENT_REPORT", report_date: "2026-07-14", status: "COMPLETED", account_ids: [pocket], files: [], ...what }) as never;
  const wanted = { type: "BANK_STATEMENT_REPORT", day: "2026-07-14", pocket };
  const file = { format: "CAMT053", account_id: pocket };

  it("are found among what was ordered", () => {
    expect(dayFileOf([report("a", { files: [{ ...file, account_id: "other" }, file] })], wanted)).toEqual({ id: "a", file: 2 });
    expect(dayFileOf([report("new", { status: "PENDING" }), report("old", { files: [file] })], wanted)).toEqual({ id: "old", file: 1 });
    expect(dayFileOf([report("a", { status: "PROCESSING" })], wanted)).toEqual({ id: "a", file: null });
  });

  it("are not those of another day, kind or pocket, nor what failed", () => {
    const others = [{ report_date: "2026-07-13" }, { type: "BROKERAGE_STATEMENT_REPORT" }, { account_ids: ["other"] }, { status: "FAILED" }];
    const reports = others.map((what, i) => report(String(i), { files: [file], ...what }));
    expect(dayFileOf(reports, wanted)).toBeNull();
    expect(dayFileOf([report("a", { files: [file] })], { ...wanted, pocket: "" })).toBeNull();
  });

  it("have addresses", () => {
    expect(bai2Href("2026-07-14", "")).toBe("/api/downloads/bai2?day=2026-07-14");
    expect(bai2Href("2026-07-14", pocket)).toBe(`/api/downloads/bai2?day=2026-07-14&pocket=${pocket}`);
    const search = Object.fromEntries(new URL(orderHref(wanted), "http://x").searchParams);
    expect(readOrderAddress(search)).toMatchObject({ type: wanted.type, day: wanted.day, pocketIds: [pocket] });
  });
});
