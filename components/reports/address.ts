import { reportTypes, type ReportValues } from "@/lib/forms/report";
import type { QueryOf } from "@/lib/jiko/operation";
import type { ReportRequest, reportsList, ReportView } from "@/lib/jiko/reports";

type Search = Record<string, string | string[] | undefined>;

/** What is asked of Jiko for a page of the history. */
export const reportsInput = (cursor: string | null): QueryOf<typeof reportsList> => ({ limit: 50, ...(cursor ? { cursor } : {}) });

export const readCursor = ({ cursor }: Search): string | null => (typeof cursor === "string" && cursor ? cursor : null);
export const reportsHref = (cursor: string | null): string => (cursor ? `/reports?${new URLSearchParams({ cursor })}` : "/reports");

export type Prefill = ReportValues;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** What the address of the form fills in beforehand; what it does not understand is left empty. */
export function readOrderAddress(search: Search): Prefill {
  const one = (name: string, form: RegExp) => (typeof search[name] === "string" && form.test(search[name]) ? search[name] : "");
  const pockets = [search.pocket ?? []].flat().filter((id) => uuid.test(id));
  return {
    type: reportTypes.find((type) => type === search.type) ?? "BANK_STATEMENT_REPORT",
    pocketIds: pockets,
    day: one("day", day),
    from: one("from", day),
    to: one("to", day),
  };
}

type Ordered = Pick<ReportRequest, "type" | "account_ids" | "report_date" | "date_from" | "date_to">;

/** The form, filled in as a report was ordered before. */
export function orderAgainHref({ type, account_ids, report_date, date_from, date_to }: Ordered): string {
  const search = new URLSearchParams({ type });
  for (const id of account_ids) search.append("pocket", id);
  if (report_date) search.set("day", report_date);
  if (date_from) search.set("from", date_from);
  if (date_to) search.set("to", date_to);
  return `/reports/new?${search}`;
}

interface DayAndPocket {
  type: string;
  day: string;
  /** Empty: all of them. */
  pocket: string;
}

/** The form for a statement of one day. */
export const orderHref = ({ type, day, pocket }: DayAndPocket): string =>
  `/reports/new?${new URLSearchParams({ type, day, ...(pocket ? { pocket } : {}) })}`;

export const bai2Href = (day: string, pocket: string): string =>
  `/api/downloads/bai2?${new URLSearchParams({ day, ...(pocket ? { pocket } : {}) })}`;

/**
 * The newest order of a statement for one pocket and day, and which of its files is that pocket's (from 1). `file` is null while it
 * is not ready. One file is of one pocket, so for all pockets there is none.
 */
export function dayFileOf(reports: readonly ReportView[], wanted: DayAndPocket): { id: string; file: number | null } | null {
  const { type, day, pocket } = wanted;
  const ordered = reports.filter((one) => one.type === type && one.report_date === day && one.account_ids.includes(pocket));
  const fits = ordered.filter(({ status }) => status !== "FAILED");
  for (const { id, files } of fits) {
    const at = files.findIndex(({ format, account_id }) => format === "CAMT053" && account_id === pocket);
    if (at >= 0) return { id, file: at + 1 };
  }
  return fits[0] ? { id: fits[0].id, file: null } : null;
}

export const downloadHref = (reportId: string, file: number): string => `/api/downloads/reports/${reportId}/${file}`;

export interface StatementAddress {
  id: string;
  file: number;
  statement: number;
  page: number;
}

const number = (value: unknown): number => (typeof value === "string" && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 1);

export const readStatementAddress = (id: string, file: string, search: Search): StatementAddress => ({
  id,
  file: number(file),
  statement: number(search.statement),
  page: number(search.page),
});

export function statementHref({ id, file, statement = 1, page = 1 }: Pick<StatementAddress, "id" | "file"> & Partial<StatementAddress>): string {
  const search = new URLSearchParams();
  if (statement > 1) search.set("statement", String(statement));
  if (page > 1) search.set("page", String(page));
  return `/reports/${id}/statement/${file}${search.size > 0 ? `?${search}` : ""}`;
}
