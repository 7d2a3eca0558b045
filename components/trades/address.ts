import { isDay } from "@/lib/treasury/day";
import type { TradesWanted } from "@/lib/desk/trades";
import type { Trade } from "@/lib/jiko/trades";

/** What the filters hold, as typed and as the address carries it. An empty text is no filter. */
export const filterNames = ["pocket", "activity", "cusip", "status", "from", "to", "settledFrom", "settledTo"] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Record<FilterName, string>;

export interface TradesAddress {
  filters: Filters;
  /** A sentence for each filter that cannot be used. */
  faults: Partial<Record<FilterName, string>>;
  /** What to ask for; null while a filter is at fault: better no list than one that ignores a filter. */
  query: TradesWanted | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const forms: Partial<Record<FilterName, readonly [form: RegExp, fault: string]>> = {
  pocket: [uuid, "Choose one of the pockets."],
  activity: [/^(BUY|SELL|MATURITY|OTHER)$/, "Choose one of the activities."],
  cusip: [/^[0-9A-Z]{9}$/, "A CUSIP has nine letters and digits, like 912797ZA1."],
  status: [/^(BOOKED|SETTLED)$/, "Choose booked or settled."],
};
const ranges = [
  ["from", "to"],
  ["settledFrom", "settledTo"],
] as const;

/** Reads filters and cursor from an address. Days are calendar days as Jiko writes them, both included. */
export function readTradesAddress(search: Record<string, string | string[] | undefined>): TradesAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const filters = Object.fromEntries(filterNames.map((name) => [name, one(name)])) as Filters;
  filters.cusip = filters.cusip.toUpperCase();
  const faults: TradesAddress["faults"] = {};
  for (const name of filterNames) {
    const [form, fault] = forms[name] ?? [];
    if (form && filters[name] && !form.test(filters[name])) faults[name] = fault;
  }
  for (const [first, last] of ranges) {
    for (const name of [first, last]) if (filters[name] && !isDay(filters[name])) faults[name] = "Enter a day as year, month and day.";
    if (!faults[first] && !faults[last] && filters[first] && filters[last] && filters[first] > filters[last]) {
      faults[last] = "The last day lies before the first.";
    }
  }
  if (Object.keys(faults).length > 0) return { filters, faults, query: null };
  const set = filterNames.filter((name) => filters[name]).map((name) => [name, filters[name]]);
  const cursor = one("cursor");
  return { filters, faults, query: { ...Object.fromEntries(set), ...(cursor ? { cursor } : {}) } as TradesWanted };
}

/** The address of the list with these filters; a new filter begins at the newest page. */
export function tradesHref(filters: Partial<Filters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name]?.trim();
    if (value) search.set(name, name === "cusip" ? value.toUpperCase() : value);
  }
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/trades?${search}` : "/trades";
}

type Placed = Pick<Trade, "id" | "pocket_id" | "book_date">;

/** A trade's own page. Jiko reads no trade by its id, so the address says where to look. */
export const tradeHref = ({ id, pocket_id, book_date }: Placed): string => `/trades/${id}?${new URLSearchParams({ pocket: pocket_id, day: book_date })}`;

export const confirmationHref = ({ id, pocket_id, book_date }: Placed): string =>
  `/api/downloads/confirmations/${id}?${new URLSearchParams({ pocket: pocket_id, day: book_date })}`;
