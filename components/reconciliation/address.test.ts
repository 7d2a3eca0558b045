import { describe, expect, it } from "vitest";
import { readReconciliationAddress, reconciliationFile, reconciliationHref, rowsHref } from "./address";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the reconciliation's address", () => {
  it("reads pocket and year, ignores what it does not understand, and writes them back", () => {
    expect(readReconciliationAddress({ pocket, year: "2026" })).toEqual({ pocket, year: "2026" });
    expect(readReconciliationAddress({ pocket: "all", year: ["2026"] })).toEqual({ pocket: "", year: "" });
    expect(reconciliationHref({ pocket, year: "2026" })).toBe(`/reconciliation?pocket=${pocket}&year=2026`);
    expect(reconciliationHref({ pocket: "", year: "" })).toBe("/reconciliation");
    expect(reconciliationFile({ pocket, year: "" })).toBe(`/api/downloads/reconciliation?pocket=${pocket}`);
  });

  it("leads to the rows of a month, from its first day to its last", () => {
    expect(rowsHref("transactions", pocket, "2024-02", { type: "FEE" })).toBe(`/transactions?pocket=${pocket}&booked=2024-02-01..2024-02-29&type=FEE`);
    expect(rowsHref("trades", pocket, "2026-12")).toBe(`/trades?pocket=${pocket}&booked=2026-12-01..2026-12-31`);
  });
});
