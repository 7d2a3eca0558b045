import { dayOf, iso } from "../clock";
import type { CompanyState, ReportRecord } from "../types";
import { pocketOf } from "../ledger";

/** A report waits this long, and then is worked on until so long after its order. Milliseconds of the banking clock. */
const waitsMs = 2_000;
const takesMs = 8_000;

/** Why a report cannot be made, found out while it is worked on; null where it can. */
function failureOf(state: CompanyState, report: ReportRecord): string | null {
  const last = report.report_date ?? report.date_to!;
  const young = report.account_ids.map((id) => pocketOf(state, id)).find(({ opened_at }) => dayOf(new Date(opened_at)) > last);
  return young ? `The pocket ${young.pocket_name} was not open yet on ${last}` : null;
}

type Standing = { status: "PENDING" | "PROCESSING" | "COMPLETED"; failure_reason: null } | { status: "FAILED"; failure_reason: string };

/** Where a report stands at an instant: PENDING, PROCESSING, and then COMPLETED or FAILED. */
export function standingOf(state: CompanyState, report: ReportRecord, now: Date): Standing {
  const age = now.getTime() - Date.parse(report.created_at);
  if (age < waitsMs) return { status: "PENDING", failure_reason: null };
  if (age < takesMs) return { status: "PROCESSING", failure_reason: null };
  const failure = failureOf(state, report);
  return failure ? { status: "FAILED", failure_reason: failure } : { status: "COMPLETED", failure_reason: null };
}

/** The files of a report: one camt.053 per pocket, or one list of trades over all of them. `path` is below `reports/`. */
export const filesOf = (report: ReportRecord): { format: "CAMT053" | "CSV"; account_id: string | null; path: string }[] =>
  report.type === "TRADE_REPORT"
    ? [{ format: "CSV", account_id: null, path: `${report.id}/trades.csv` }]
    : report.account_ids.map((id) => ({ format: "CAMT053", account_id: id, path: `${report.id}/${id}.xml` }));

type Order = Pick<ReportRecord, "type" | "account_ids" | "report_date" | "date_from" | "date_to">;

/** Takes an order whose faults were looked for. */
export function orderReport(state: CompanyState, id: string, order: Order, now: Date): ReportRecord {
  const report: ReportRecord = {
    id,
    ...order,
    account_ids: [...new Set(order.account_ids)],
    output_formats: [order.type === "TRADE_REPORT" ? "CSV" : "CAMT053"],
    created_at: iso(now),
    object_type: "ReportRequest",
  };
  state.reports.push(report);
  return report;
}
