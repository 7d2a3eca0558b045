import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import type { Reconciliation } from "@/lib/desk/mirror/reconciliation";

/** What the address chooses; empty: the first pocket, the latest year. */
export interface ReconciliationFilters extends Record<string, string> {
  pocket: string;
  year: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readReconciliationAddress(search: Record<string, string | string[] | undefined>): ReconciliationFilters {
  const fitting = (name: string, form: RegExp) => (typeof search[name] === "string" && form.test(search[name]) ? search[name] : "");
  return { pocket: fitting("pocket", uuid), year: fitting("year", /^\d{4}$/) };
}

const searchOf = ({ pocket, year }: ReconciliationFilters): string => {
  const search = new URLSearchParams();
  if (pocket) search.set("pocket", pocket);
  if (year) search.set("year", year);
  return search.size > 0 ? `?${search}` : "";
};

export const reconciliationHref = (filters: ReconciliationFilters): string => `/reconciliation${searchOf(filters)}`;
export const reconciliationFile = (filters: ReconciliationFilters): string => `/api/downloads/reconciliation${searchOf(filters)}`;

/** Read again with the transactions: it is worked out from them. */
export const reconciliationKey = ["transactions", "reconciliation"] as const;

export const reconciliationQuery = (filters: ReconciliationFilters) =>
  queryOptions({
    queryKey: [...reconciliationKey, filters.pocket, filters.year],
    queryFn: ({ signal }) => request<Reconciliation>(`/api/reconciliation${searchOf(filters)}`, { signal }),
    staleTime: 15_000,
  });

/** The rows behind a figure of a month. */
export function rowsHref(list: "transactions" | "trades", pocket: string, month: string, filters: Record<string, string> = {}): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return `/${list}?${new URLSearchParams({ pocket, booked: `${month}-01..${last}`, ...filters })}`;
}
