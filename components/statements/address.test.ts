import { describe, expect, it } from "vitest";
import { downloadHref, groupsOf, readStatementsAddress, statementsHref } from "./address";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the statements' address", () => {
  it("reads year, month, type and pocket", () => {
    expect(readStatementsAddress({ year: "2026", month: "06", type: "BANK", pocket, cursor: "c" }).query).toEqual({
      limit: 100,
      key: "2026-06",
      "type[]": ["BANK"],
      "account[]": [pocket],
      cursor: "c",
    });
    expect(readStatementsAddress({ year: "2026" }).query).toEqual({ limit: 100, key: "2026" });
  });

  it("ignores what it does not understand, and a month without its year", () => {
    expect(readStatementsAddress({ month: "06", type: "LETTER", pocket: "x", year: "26" }).query).toEqual({ limit: 100 });
    expect(statementsHref({ month: "06" })).toBe("/statements");
    expect(statementsHref({ year: "2026", month: "06", type: "BANK" }, "a b")).toBe("/statements?year=2026&month=06&type=BANK&cursor=a+b");
  });

  it("asks for a download by month, for a tax form by year", () => {
    const statement = { id: "s", account_id: pocket, type: "BANK", key: "2026-06-01" };
    expect(downloadHref(statement)).toBe(`/api/downloads/statements/s?account=${pocket}&type=BANK&key=2026-06`);
    expect(downloadHref({ ...statement, type: "1099INT", key: "2025-01-01" })).toMatch(/type=1099INT&key=2025$/);
  });

  it("groups by month and keeps tax forms apart by year, newest first", () => {
    const item = (key: string, type: string) => ({ key, type });
    const { months, years } = groupsOf([item("2026-05-01", "BANK"), item("2026-06", "BANK"), item("2025-01-01", "1099B"), item("2026-06-01", "BROKERAGE")]);
    expect(months.map(([key, items]) => [key, items.length])).toEqual([["2026-06", 2], ["2026-05", 1]]);
    expect(years.map(([key, items]) => [key, items.length])).toEqual([["2025", 1]]);
  });
});
