import { isDay } from "@/lib/treasury/day";
import type { AuditLogQuery } from "./queries";

export const filterNames = ["member", "from", "to"] as const;
export type AuditFilters = Record<(typeof filterNames)[number], string>;

export interface AuditAddress {
  filters: AuditFilters;
  /** A sentence for each filter that cannot be used. */
  faults: Partial<AuditFilters>;
  /** What to ask for; null while a filter is at fault. */
  query: AuditLogQuery | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The log has no pages at Jiko, so a look at it begins with these days and not with everything. */
export const defaultDays = 30;

export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Reads filters and page from an address. Without a first day it is that of a month ago. */
export function readAuditAddress(search: Record<string, string | string[] | undefined>, today: string): AuditAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const filters: AuditFilters = { member: one("member"), from: one("from") || daysBefore(today, defaultDays), to: one("to") };
  const faults: AuditAddress["faults"] = {};
  if (filters.member && !uuid.test(filters.member)) faults.member = "Choose one of the members.";
  for (const name of ["from", "to"] as const) {
    if (filters[name] && !isDay(filters[name])) faults[name] = "Enter a day as year, month and day.";
  }
  if (!faults.from && !faults.to && filters.to && filters.from > filters.to) faults.to = "The last day lies before the first.";
  if (Object.keys(faults).length > 0) return { filters, faults, query: null };
  const before = /^[1-9]\d{0,7}$/.test(one("before")) ? one("before") : "";
  const asked = { ...filters, before };
  return { filters, faults, query: Object.fromEntries(Object.entries(asked).filter(([, value]) => value)) };
}

/** The address of the log with these filters; a new filter begins at the newest page. */
export function auditHref(filters: Partial<AuditFilters>, before: number | null = null): string {
  const search = searchOf(filters);
  if (before) search.set("before", String(before));
  return search.size > 0 ? `/team/audit-log?${search}` : "/team/audit-log";
}

export const auditDownloadHref = (filters: Partial<AuditFilters>): string => `/api/downloads/team-audit-log?${searchOf(filters)}`;

function searchOf(filters: Partial<AuditFilters>): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name]?.trim();
    if (value) search.set(name, value);
  }
  return search;
}
