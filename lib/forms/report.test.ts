import { describe, expect, it } from "vitest";
import { createReportRequest, reportFormats, reportTypes as knownToJiko } from "@/lib/jiko/reports";
import { checkReport, formField, reportKinds, reportTypes, type ReportValues } from "./report";

const today = "2026-07-15";
const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const statement: ReportValues = { type: "BANK_STATEMENT_REPORT", pocketIds: [pocket], day: "2026-07-14", from: "", to: "" };
const trades: ReportValues = { type: "TRADE_REPORT", pocketIds: [pocket], day: "", from: "2026-06-01", to: "2026-06-30" };
const faults = (values: ReportValues, known?: string[]) => {
  const checked = checkReport(values, { today, known });
  return checked.ok ? [] : checked.faults.map(({ field }) => field);
};

describe("an order for a report", () => {
  it("knows the reports and formats of the contract (reports.create)", () => {
    expect(reportTypes).toEqual(knownToJiko);
    for (const { format } of Object.values(reportKinds)) expect(reportFormats).toContain(format);
  });

  it.each([statement, trades, { ...statement, day: today }])("that is right is what Jiko takes", (values) => {
    const checked = checkReport(values, { today, known: [pocket] });
    expect(checked.ok && createReportRequest.parse(checked.order)).toMatchObject({ type: values.type, account_ids: [pocket] });
  });

  it("sends the dates of its own kind alone, and a pocket once", () => {
    const checked = checkReport({ ...trades, day: "2026-01-01", pocketIds: [pocket, pocket] }, { today });
    expect(checked).toMatchObject({ ok: true, order: { report_date: null, account_ids: [pocket], output_formats: ["CSV"] } });
  });

  it("names each field that is wrong", () => {
    expect(faults({ ...statement, type: "LETTER" })).toEqual(["type"]);
    expect(faults({ ...statement, pocketIds: [], day: "" })).toEqual(["pocketIds", "day"]);
    expect(faults({ ...statement, day: "2026-07-16" })).toEqual(["day"]);
    expect(faults({ ...statement, day: "2026-02-30" })).toEqual(["day"]);
    expect(faults({ ...trades, from: "2026-06-31" })).toEqual(["from"]);
    expect(faults({ ...trades, to: "2026-05-01" })).toEqual(["to"]);
    expect(faults({ ...trades, pocketIds: [], to: "2026-05-01" })).toEqual(["pocketIds", "to"]);
    expect(faults(statement, [])).toEqual(["pocketIds"]);
  });

  it("finds the field that a refusal of Jiko's is about", () => {
    expect(["report_date", "account_ids.0", "output_formats.0", "date_to", "day", "something"].map(formField)).toEqual([
      "day",
      "pocketIds",
      "type",
      "to",
      "day",
      "something",
    ]);
  });
});
