import { auditGroups, auditOutcomes } from "@/lib/lists/definitions/audit";
import { isDay } from "@/lib/treasury/day";

export const filterNames = ["member", "group", "subject", "outcome", "from", "to"] as const;
export type RecordFilterTexts = Record<(typeof filterNames)[number], string>;

export interface RecordAddress {
  filters: RecordFilterTexts;
  /** A sentence for each filter that cannot be used. */
  faults: Partial<RecordFilterTexts>;
  /** What to ask for; null while a filter is at fault. */
  query: Record<string, string> | null;
}

export const groupLabels = auditGroups;
export const outcomeLabels = auditOutcomes;

/** Reads filters and page of the audit record from an address. */
export function readRecordAddress(search: Record<string, string | string[] | undefined>): RecordAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim().slice(0, 200) : "");
  const filters = Object.fromEntries(filterNames.map((name) => [name, one(name)])) as RecordFilterTexts;
  const faults: RecordAddress["faults"] = {};
  if (filters.group && !(filters.group in groupLabels)) faults.group = "Choose one of the kinds.";
  if (filters.outcome && !(filters.outcome in outcomeLabels)) faults.outcome = "Choose one of the outcomes.";
  for (const name of ["from", "to"] as const) {
    if (filters[name] && !isDay(filters[name])) faults[name] = "Enter a day as year, month and day.";
  }
  if (!faults.from && !faults.to && filters.from && filters.to && filters.from > filters.to) faults.to = "The last day lies before the first.";
  if (Object.keys(faults).length > 0) return { filters, faults, query: null };
  const before = /^[1-9]\d{0,14}$/.test(one("before")) ? one("before") : "";
  return { filters, faults, query: Object.fromEntries(Object.entries({ ...filters, before }).filter(([, value]) => value)) };
}

function searchOf(filters: Partial<RecordFilterTexts>): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name]?.trim();
    if (value) search.set(name, value);
  }
  return search;
}

/** The address of the record with these filters; a new filter begins at the newest page. */
export function recordHref(filters: Partial<RecordFilterTexts>, before: number | null = null): string {
  const search = searchOf(filters);
  if (before) search.set("before", String(before));
  return search.size > 0 ? `/audit?${search}` : "/audit";
}

export function recordDownloadHref(filters: Partial<RecordFilterTexts>, format: "csv" | "jsonl"): string {
  const search = searchOf(filters);
  search.set("format", format);
  return `/api/downloads/record?${search}`;
}
