import type { CompanyState } from "../types";
import { camt053 } from "./camt053";
import { filesOf, standingOf } from "./state";
import { tradesCsv } from "./trades-csv";

/** The file of a report at a path of `filesOf`; null where there is none, or none yet. Its figures come from the ledger. */
export function reportFile(state: CompanyState, path: string, now: Date): { text: string; contentType: string } | null {
  const report = state.reports.find(({ id }) => path.startsWith(`${id}/`));
  const file = report && filesOf(report).find((one) => one.path === path);
  if (!report || !file || standingOf(state, report, now).status !== "COMPLETED") return null;
  return file.account_id === null
    ? { text: tradesCsv(state, report), contentType: "text/csv; charset=utf-8" }
    : { text: camt053(state, report, file.account_id), contentType: "application/xml" };
}
