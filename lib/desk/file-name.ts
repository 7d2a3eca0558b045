import type { ReportRequest } from "@/lib/jiko/reports";
import type { Statement } from "@/lib/jiko/statements";
import type { Trade } from "@/lib/jiko/trades";

const legalForms = /[\s,]+(inc|incorporated|llc|ltd|limited|corp|corporation|co|company|lp|llp|plc|gmbh|ag)\.?$/i;

/** A name as part of a file name: lower case, words joined by hyphens, at most 60 characters, nothing that a path could mean. */
const slug = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);

const kinds: Record<string, string> = {
  BANK: "bank-statement",
  BROKERAGE: "brokerage-statement",
  "1099B": "form-1099-b",
  "1099INT": "form-1099-int",
};

/** The period that a statement is of: `2026-06`, of a tax form `2025`. */
export const statementPeriod = ({ type, key }: Pick<Statement, "type" | "key">): string =>
  kinds[type]?.startsWith("form") ? key.slice(0, 4) : key.slice(0, 7);

const company = (name: string): string => slug(name.replace(legalForms, ""));
const joined = (...parts: string[]): string => parts.filter(Boolean).join("_");

/** `example-robotics_operating_bank-statement_2026-06.pdf`: company, pocket, kind and period; sorts by itself in a folder. */
export const statementFileName = (customer: string, pocket: string, one: Pick<Statement, "type" | "key">): string =>
  `${joined(company(customer), slug(pocket), kinds[one.type] ?? slug(one.type), statementPeriod(one))}.pdf`;

/** `example-robotics_operating_trade-confirmation_2026-07-13_912797za1_4a14f1cb.pdf`; a bill is traded several times a day. */
export const confirmationFileName = (customer: string, pocket: string, { id, book_date, cusip }: Pick<Trade, "id" | "book_date" | "cusip">): string =>
  `${joined(company(customer), slug(pocket), "trade-confirmation", book_date, slug(cusip), id.slice(0, 8))}.pdf`;

/** `example-robotics_operating_funding-instructions_receivables_2026-07-15.pdf`: the day is the one they were true on. */
export const fundingFileName = (customer: string, pocket: string, portal: string, day: string): string =>
  `${joined(company(customer), slug(pocket), "funding-instructions", slug(portal), day)}.pdf`;

/** `example-robotics_statements_2026-01_to_2026-06.zip`, from the first to the last period in it. */
export const archiveName = (customer: string, first: string, last: string): string =>
  `${joined(company(customer), "statements", first, ...(first === last ? [] : ["to", last]))}.zip`;

const reportKinds: Record<string, string> = {
  BANK_STATEMENT_REPORT: "bank-statement",
  BROKERAGE_STATEMENT_REPORT: "brokerage-statement",
  TRADE_REPORT: "trades",
};

type Reported = Pick<ReportRequest, "type" | "report_date" | "date_from" | "date_to">;

/** `example-robotics_operating_bank-statement_2026-07-14.xml`, `example-robotics_all-pockets_trades_2026-06-01_2026-06-30.csv` */
export function reportFileName(company: string, pocket: string, { type, report_date, date_from, date_to }: Reported, ending: string): string {
  const dates = report_date ? [report_date] : [date_from, date_to];
  const parts = [slug(company.replace(legalForms, "")), slug(pocket), reportKinds[type] ?? slug(type), ...dates];
  return `${parts.filter(Boolean).join("_")}.${ending}`;
}

/** `example-robotics_operating_bai2_2026-07-14.bai`, `example-robotics_all-pockets_bai2_2026-07-14.bai` */
export const bai2FileName = (customer: string, pocket: string, day: string): string => `${joined(company(customer), slug(pocket), "bai2", day)}.bai`;

/** `example-robotics_operating_reconciliation_2026_as-of-2026-07-15.csv`: company, what it is, and the day that its rows were true. */
export function csvFileName(company: string, parts: readonly string[], asOf: string): string {
  return `${[slug(company.replace(legalForms, "")), ...parts.map(slug), `as-of-${asOf}`].filter(Boolean).join("_")}.csv`;
}

type Days = readonly [first: string | null, last: string | null];

/** `example-robotics_transactions_2026-06-01_to_2026-06-30_as-of-2026-07-15.csv`: the list, the days that its filters name, the day it was made. */
export function listFileName(name: string, list: string, days: Days | null, asOf: string, ending: "csv" | "xlsx"): string {
  const [first, last] = days ?? [null, null];
  const span = first === last ? [first ?? ""] : [first ?? "start", "to", last ?? "now"];
  return `${joined(company(name), slug(list), ...span, `as-of-${asOf}`)}.${ending}`;
}

/** `example-robotics_jiko-audit-log_2026-06-16_2026-07-15.csv` */
export function auditLogFileName(company: string, { from, to }: { from?: string; to?: string }): string {
  return [slug(company.replace(legalForms, "")), "jiko-audit-log", from ?? "start", to ?? "now"].join("_") + ".csv";
}

/** `example-robotics_audit-record_as-of-2026-07-15.csv`, `.jsonl` */
export const recordFileName = (name: string, asOf: string, ending: "csv" | "jsonl"): string =>
  `${joined(company(name), "audit-record", `as-of-${asOf}`)}.${ending}`;

/** `example-robotics_agreement-terms-of-use_1.4.0.pdf` */
export function agreementFileName(company: string, title: string, version: string): string {
  const parts = [slug(company.replace(legalForms, "")), `agreement-${slug(title)}`, version.replace(/[^\w.-]+/g, "-").slice(0, 40)];
  return `${parts.filter(Boolean).join("_")}.pdf`;
}

/**
 * The header that has a browser save an answer under a name (RFC 6266): in ASCII for those who read nothing else, and whole
 * in `filename*` (RFC 8187) where that differs.
 */
export function attachment(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/g, "-");
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"${ascii === name ? "" : `; filename*=UTF-8''${encoded}`}`;
}
