import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { reckon } from "@/lib/camt053/check";
import { parseStatementFile } from "@/lib/camt053/parse";
import { addDays } from "@/lib/treasury/business-days";
import { plainCents, type Cents } from "@/lib/treasury/money";
import { dayOf, endOf } from "../clock";
import { snapshotAt } from "../history";
import { company } from "../index";
import { signed } from "../ledger";
import { pocketId } from "../seed/pockets";
import type { ReportRecord } from "../types";
import { reportFile } from "./file";
import { filesOf, orderReport, standingOf } from "./state";

const now = new Date("2026-07-15T14:00:00Z");
const state = company.createCompany({ now });
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const operating = pocketId("operating");
let made = 0;

function order(type: ReportRecord["type"], change: Partial<ReportRecord> = {}): ReportRecord {
  const dates = type === "TRADE_REPORT" ? { date_from: "2026-06-01", date_to: "2026-06-30" } : { report_date: "2026-07-14" };
  const rest = { account_ids: [operating], report_date: null, date_from: null, date_to: null, ...dates, ...change };
  return orderReport(state, `report-${made++}`, { type, ...rest }, now);
}
const statementOf = (report: ReportRecord, pocket = operating) =>
  parseStatementFile(Buffer.from(reportFile(state, `${report.id}/${pocket}.xml`, later(10))!.text)).statements[0]!;
const flowsOf = (day: string) => state.transactions.filter((one) => one.pocket_id === operating && dayOf(new Date(one.time_booked)) === day);

describe("the states of a report", () => {
  it("are passed in order on the banking clock", () => {
    const report = order("BANK_STATEMENT_REPORT");
    expect([0, 1.9, 2, 7.9, 8].map((seconds) => standingOf(state, report, later(seconds)).status)).toEqual([
      "PENDING",
      "PENDING",
      "PROCESSING",
      "PROCESSING",
      "COMPLETED",
    ]);
    expect(reportFile(state, filesOf(report)[0]!.path, later(7))).toBeNull();
    expect(reportFile(state, filesOf(report)[0]!.path, later(8))).not.toBeNull();
    expect(reportFile(state, `${report.id}/trades.csv`, later(8))).toBeNull();
  });

  it("end in a failure for a day before the pocket was open", () => {
    const report = order("BROKERAGE_STATEMENT_REPORT", { report_date: "2024-01-02" });
    expect(standingOf(state, report, later(8))).toEqual({ status: "FAILED", failure_reason: "The pocket Operating was not open yet on 2024-01-02" });
  });

  it("begin with a history: some done, one failed", () => {
    const states = company.createCompany({ now }).reports.map((report) => standingOf(state, report, now).status);
    expect(states).toEqual(["COMPLETED", "FAILED", "COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED"]);
  });
});

describe("camt.053 of the bank account", () => {
  it.each(["2026-07-14", "2026-07-10", "2026-07-15"])("has every movement of %s, and opens and closes at zero", (day) => {
    const found = statementOf(order("BANK_STATEMENT_REPORT", { report_date: day }));
    expect(reckon(found)).toMatchObject({ difference: 0, findings: [], opening: { value: 0 }, closing: { value: 0 } });
    const flows = flowsOf(day);
    const movements = found.entries.filter(({ code }) => code !== "SWEEP");
    expect(movements.map(({ reference, value }) => [reference, value])).toEqual(flows.map((one) => [one.id.replaceAll("-", ""), signed(one)]));
    expect(found.account).toMatchObject({ id: operating.replaceAll("-", ""), name: "Operating", owner: "Example Robotics Inc." });
  });
});

describe("camt.053 of the brokerage account", () => {
  it("opens and closes at the value of the bills, day after day, in every pocket", () => {
    for (let day = "2026-06-29"; day <= "2026-07-03"; day = addDays(day, 1)) {
      for (const { id } of state.pockets) {
        const report = order("BROKERAGE_STATEMENT_REPORT", { report_date: day, account_ids: [id] });
        const { difference, findings, opening, closing } = reckon(statementOf(report, id));
        expect([difference, findings, opening!.value, closing!.value]).toEqual([
          0,
          [],
          snapshotAt(state, id, endOf(addDays(day, -1))).total,
          snapshotAt(state, id, endOf(day)).total,
        ]);
      }
    }
  });

  it("of the day that is under way goes up to the order, at its prices", () => {
    const found = statementOf(order("BROKERAGE_STATEMENT_REPORT", { report_date: "2026-07-15" }));
    expect(reckon(found).closing!.value).toBe(company.portfolioOf(state, operating, now).total_value.value);
    expect(found.to).toBe("2026-07-15T14:00:00Z");
  });
});

it("a trade report lists the purchases and sales of its range, and nothing else", () => {
  const report = order("TRADE_REPORT");
  const rows = parse(reportFile(state, `${report.id}/trades.csv`, later(10))!.text, { columns: true }) as Record<string, string>[];
  const trades = state.trades.filter(
    ({ pocket_id, activity, book_date }) => pocket_id === operating && (activity === "BUY" || activity === "SELL") && book_date.startsWith("2026-06"),
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ id, notional }) => [id, notional])).toEqual(trades.map((one) => [one.id, plainCents(one.notional.value as Cents)]));
});
