import { startOfDay } from "@/components/ui/dates";
import { isDay } from "@/lib/treasury/day";
import type { QueryOf } from "@/lib/jiko/operation";
import type { transactionsList } from "@/lib/jiko/transactions";
import { parseAmount } from "@/lib/treasury/money";

type Query = QueryOf<typeof transactionsList>;

export const movementTypes = ["ACH", "WIRE", "CARD", "ON_US", "FEE", "CREDIT", "GENERIC"] as const;

/** What the filters hold, as typed and as the address carries it. An empty text is no filter. */
export const typedNames = ["pocket", "type", "direction", "min", "max", "from", "to"] as const;
/** What other pages narrow the list to, by its id: there is no field for these, a line says what is filtered. */
export const aboutNames = ["wire", "transfer", "portal", "card"] as const;
export type AboutName = (typeof aboutNames)[number];
export const filterNames = [...typedNames, ...aboutNames] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Record<FilterName, string>;

export interface TransactionsAddress {
  filters: Filters;
  /** A sentence for each filter that cannot be used. */
  faults: Partial<Record<FilterName, string>>;
  /** What to ask Jiko for; null while a filter is at fault: better no list than one that ignores a filter. */
  query: Query | null;
}

const aboutKeys = { wire: "wire[]", transfer: "on_us_transfer[]", portal: "portal[]", card: "card[]" } as const satisfies Record<AboutName, keyof Query>;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const pageSize = 50;

/** Reads filters and cursor from an address. Days are days of `timeZone`, both included. */
export function readTransactionsAddress(search: Record<string, string | string[] | undefined>, timeZone: string): TransactionsAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const filters = Object.fromEntries(filterNames.map((name) => [name, one(name)])) as Filters;
  const faults: TransactionsAddress["faults"] = {};
  const query: Query = { limit: pageSize };

  if (filters.pocket) {
    if (uuid.test(filters.pocket)) query["pocket[]"] = [filters.pocket];
    else faults.pocket = "Choose one of the pockets.";
  }
  for (const name of aboutNames) {
    if (!filters[name]) continue;
    if (uuid.test(filters[name])) query[aboutKeys[name]] = [filters[name]];
    else faults[name] = `The address names no ${name} as Jiko would.`;
  }
  const type = movementTypes.find((known) => known === filters.type);
  if (type) query["type[]"] = [type];
  else if (filters.type) faults.type = "Choose one of the types.";
  if (filters.direction === "DEBIT" || filters.direction === "CREDIT") query.direction = filters.direction;
  else if (filters.direction) faults.direction = "Choose in or out.";

  const amount = (name: "min" | "max") => {
    if (!filters[name]) return undefined;
    const parsed = parseAmount(filters[name]);
    if (parsed.ok) return parsed.cents;
    faults[name] = parsed.message;
  };
  query.amount_from = amount("min");
  query.amount_to = amount("max");
  if (query.amount_from !== undefined && query.amount_to !== undefined && query.amount_from > query.amount_to) {
    faults.max = "The largest amount is below the smallest.";
  }

  for (const name of ["from", "to"] as const) if (filters[name] && !isDay(filters[name])) faults[name] = "Enter a day as year, month and day.";
  if (!faults.from && !faults.to) {
    if (filters.from && filters.to && filters.from > filters.to) faults.to = "The last day lies before the first.";
    if (filters.from) query.time_booked_from = startOfDay(filters.from, timeZone);
    // The last moment of the day: whether Jiko counts the bound itself in is not published.
    if (filters.to) query.time_booked_to = new Date(Date.parse(startOfDay(filters.to, timeZone, 1)) - 1).toISOString();
  }

  if (one("cursor")) query.cursor = one("cursor");
  for (const name of ["amount_from", "amount_to"] as const) if (query[name] === undefined) delete query[name];
  return { filters, faults, query: Object.keys(faults).length > 0 ? null : query };
}

/** The address of the list with these filters; a new filter begins at the newest page. */
export function transactionsHref(filters: Partial<Filters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name]?.trim();
    if (value) search.set(name, value);
  }
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/transactions?${search}` : "/transactions";
}
