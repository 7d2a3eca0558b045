import type { QueryOf } from "@/lib/jiko/operation";
import type { statementsList } from "@/lib/jiko/statements";

type Query = QueryOf<typeof statementsList>;

export const statementTypes = ["BANK", "BROKERAGE", "1099B", "1099INT"] as const;
const typeWords: Record<string, string> = { BANK: "Bank", BROKERAGE: "Brokerage", "1099B": "1099-B", "1099INT": "1099-INT" };

/** The word for a kind of statement; a kind that is not known here stays as it was sent. */
export const typeWord = (type: string): string => typeWords[type] ?? type;

/** Tax forms are yearly; everything else is monthly. */
export const isTaxForm = (type: string): boolean => type.startsWith("1099");

export const filterNames = ["year", "month", "type", "pocket"] as const;
export type StatementFilters = Record<(typeof filterNames)[number], string>;

export interface StatementsAddress {
  filters: StatementFilters;
  query: Query;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads filters and cursor from an address; a filter that is not understood, and a month without its year, are no filters. */
export function readStatementsAddress(search: Record<string, string | string[] | undefined>): StatementsAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const fitting = (name: string, form: RegExp) => (form.test(one(name)) ? one(name) : "");
  const year = fitting("year", /^\d{4}$/);
  const month = year && fitting("month", /^(0[1-9]|1[0-2])$/);
  const type = statementTypes.find((known) => known === one("type")) ?? "";
  const pocket = fitting("pocket", uuid);
  const query: Query = { limit: 100 };
  if (year) query.key = month ? `${year}-${month}` : year;
  if (type) query["type[]"] = [type];
  if (pocket) query["account[]"] = [pocket];
  if (one("cursor")) query.cursor = one("cursor");
  return { filters: { year, month, type, pocket }, query };
}

export function statementsHref(filters: Partial<StatementFilters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value && !(name === "month" && !filters.year)) search.set(name, value);
  }
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/statements?${search}` : "/statements";
}

/** Where a statement's PDF is fetched: our own route, which asks Jiko for a fresh link at the moment of the click. */
export function downloadHref({ id, account_id, type, key }: { id: string; account_id: string; type: string; key: string }): string {
  const search = new URLSearchParams({ account: account_id, type, key: isTaxForm(type) ? key.slice(0, 4) : key.slice(0, 7) });
  return `/api/downloads/statements/${id}?${search}`;
}

interface Dated {
  key: string;
  type: string;
}

/** Groups by month (`2026-06`), tax forms by year (`2026`), each newest first. A key may be a year, a month or a day. */
export function groupsOf<Item extends Dated>(items: readonly Item[]): { months: [string, Item[]][]; years: [string, Item[]][] } {
  const by = (some: readonly Item[], length: number): [string, Item[]][] => {
    const groups = new Map<string, Item[]>();
    for (const item of some) {
      const key = item.key.slice(0, length);
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return [...groups].sort(([a], [b]) => b.localeCompare(a));
  };
  const forms = items.filter(({ type }) => isTaxForm(type));
  return { months: by(items.filter((item) => !forms.includes(item)), 7), years: by(forms, 4) };
}

/** Months from the one of a day to that of another, both included, newest first: `2026-07`, `2026-06`, … */
export function monthsBetween(first: string, last: string): string[] {
  const number = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7) || "1") - 1;
  const [from, to] = [Math.min(number(first), number(last)), number(last)];
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const month = to - i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
