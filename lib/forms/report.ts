import type { CreateReportRequest } from "@/lib/jiko/reports";
import type { FieldFault } from "@/lib/errors";
import { isDay } from "@/lib/treasury/day";

export const reportTypes = ["BANK_STATEMENT_REPORT", "BROKERAGE_STATEMENT_REPORT", "TRADE_REPORT"] as const;
export type ReportType = (typeof reportTypes)[number];

interface Kind {
  word: string;
  /** What it holds. Source: Jiko's page on reports (documented). */
  about: string;
  /** The one format that Jiko gives it in. */
  format: "CAMT053" | "CSV";
  dates: "day" | "range";
}

/** The reports that can be ordered. More may exist at Jiko: one that is not known here is shown, not ordered. */
export const reportKinds: Record<ReportType, Kind> = {
  BANK_STATEMENT_REPORT: {
    word: "Bank statement",
    about: "Deposits, withdrawals, payments, fees and sweeps of the bank account. It always closes at zero.",
    format: "CAMT053",
    dates: "day",
  },
  BROKERAGE_STATEMENT_REPORT: {
    word: "Brokerage statement",
    about: "Opening and closing value of the T-bills, what came and went, gain or loss, and fees. For today at current prices.",
    format: "CAMT053",
    dates: "day",
  },
  TRADE_REPORT: { word: "Trades", about: "Purchases and sales of T-bills.", format: "CSV", dates: "range" },
};

const formatWords: Record<string, string> = { CAMT053: "camt.053 (XML)", CSV: "CSV" };
/** The word for a format; one that is not known here stays as it was sent. */
export const formatWord = (format: string): string => formatWords[format] ?? format;
export const reportWord = (type: string): string => (reportKinds as Record<string, Kind | undefined>)[type]?.word ?? type;

/** What the form holds, as it is typed. Days are `YYYY-MM-DD`. */
export interface ReportValues {
  type: string;
  pocketIds: readonly string[];
  day: string;
  from: string;
  to: string;
}

function dayFault(text: string, today: string): string | null {
  if (text === "") return "Choose a day.";
  if (!isDay(text)) return "Enter a day that exists, like 2026-07-15.";
  return text > today ? "This day has not come yet." : null;
}

export type CheckedReport = { ok: true; order: CreateReportRequest } | { ok: false; faults: FieldFault[] };

/** The order as Jiko takes it, or what is wrong with it, by field. `known` are the pockets that there are, where that is known. */
export function checkReport(values: ReportValues, { today, known }: { today: string; known?: readonly string[] }): CheckedReport {
  const faults: FieldFault[] = [];
  const expect = (field: keyof ReportValues, message: string | null) => void (message && faults.push({ field, message }));
  const type = reportTypes.find((one) => one === values.type);
  if (!type) return { ok: false, faults: [{ field: "type", message: "Choose a report." }] };
  const pocketIds = [...new Set(values.pocketIds)];
  if (pocketIds.length === 0) expect("pocketIds", "Choose at least one pocket.");
  else if (known && pocketIds.some((id) => !known.includes(id))) expect("pocketIds", "One of these pockets is not there any more.");
  const range = reportKinds[type].dates === "range";
  if (!range) expect("day", dayFault(values.day, today));
  else {
    const [first, last] = [dayFault(values.from, today), dayFault(values.to, today)];
    expect("from", first);
    expect("to", last ?? (first === null && values.to < values.from ? "The last day lies before the first." : null));
  }
  if (faults.length > 0) return { ok: false, faults };
  const dates = range
    ? { report_date: null, date_from: values.from, date_to: values.to }
    : { report_date: values.day, date_from: null, date_to: null };
  return { ok: true, order: { type, output_formats: [reportKinds[type].format], account_ids: pocketIds, ...dates } };
}

const formFields: Record<string, keyof ReportValues> = {
  type: "type",
  output_formats: "type",
  account_ids: "pocketIds",
  report_date: "day",
  date_from: "from",
  date_to: "to",
};

/** The field of the form that a fault belongs to: ours by its own name, Jiko's by the name and index it has there. */
export const formField = (field: string): string => formFields[field.split(".")[0] ?? ""] ?? field;
