import { describe, expect, it } from "vitest";
import { attachment, reportFileName, statementFileName } from "./file-name";

describe("statementFileName", () => {
  it.each([
    ["Example Robotics Inc.", "Operating", "BANK", "2026-06-01", "example-robotics_operating_bank-statement_2026-06.pdf"],
    ["Example Robotics, LLC", "Payroll & Tax", "BROKERAGE", "2026-06", "example-robotics_payroll-tax_brokerage-statement_2026-06.pdf"],
    ["Example Robotics Inc.", "Operating", "1099INT", "2025-01-01", "example-robotics_operating_form-1099-int_2025.pdf"],
    ["Beispiel Köln GmbH", "Rücklage", "BANK", "2026-06", "beispiel-köln_rücklage_bank-statement_2026-06.pdf"],
    ["../../etc", 'a"b\r\nc', "BANK", "2026-06", "etc_a-b-c_bank-statement_2026-06.pdf"],
    ["Inc.", "", "BANK", "2026-06", "inc_bank-statement_2026-06.pdf"],
  ])("%s, %s, %s", (company, pocket, type, key, name) => {
    expect(statementFileName(company, pocket, { type: type as "BANK", key })).toBe(name);
  });
});

describe("reportFileName", () => {
  it("names company, pocket, kind and days", () => {
    const none = { report_date: null, date_from: null, date_to: null };
    expect(reportFileName("Example Robotics Inc.", "Operating", { ...none, type: "BANK_STATEMENT_REPORT", report_date: "2026-07-14" }, "xml")).toBe(
      "example-robotics_operating_bank-statement_2026-07-14.xml",
    );
    const range = { ...none, date_from: "2026-06-01", date_to: "2026-06-30" };
    expect(reportFileName("Example Robotics Inc.", "all-pockets", { ...range, type: "TRADE_REPORT" }, "csv")).toBe(
      "example-robotics_all-pockets_trades_2026-06-01_2026-06-30.csv",
    );
  });
});

describe("attachment", () => {
  it("gives the name in ASCII, and whole where that differs", () => {
    expect(attachment("operating_2026-06.pdf")).toBe('attachment; filename="operating_2026-06.pdf"');
    expect(attachment("rücklage (1)'.pdf")).toBe("attachment; filename=\"rucklage (1)'.pdf\"; filename*=UTF-8''r%C3%BCcklage%20%281%29%27.pdf");
    expect(attachment('a"b\r\n.pdf')).not.toMatch(/[\r\n]|a"/);
  });
});
