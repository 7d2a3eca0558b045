import type { counterpartiesList, counterpartyStatuses, counterpartyTypes } from "@/lib/jiko/counterparties";
import type { QueryOf } from "@/lib/jiko/operation";

type Query = QueryOf<typeof counterpartiesList>;

export const typeChoices: readonly (typeof counterpartyTypes)[number][] = ["wire", "international_wire", "on_us", "crypto_wallet", "ach"];
export const statusChoices: readonly (typeof counterpartyStatuses)[number][] = ["VERIFIED", "LINKED", "PENDING", "UNLINKED", "FAILED"];

export const filterNames = ["type", "status"] as const;
export type PayeeFilters = Record<(typeof filterNames)[number], string>;

export interface PayeesAddress {
  filters: PayeeFilters;
  /** Part of a name: looked for among the payees that are loaded, because Jiko has no search. */
  name: string;
  query: Query;
}

/** Jiko gives at most this many at once; the more are here, the more the search by name finds. */
const pageSize = 100;

/** Reads filters, name and cursor from an address; a filter that is not understood is none. */
export function readPayeesAddress(search: Record<string, string | string[] | undefined>): PayeesAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const type = typeChoices.find((known) => known === one("type"));
  const status = statusChoices.find((known) => known === one("status"));
  const query: Query = { limit: pageSize };
  if (type) query.type = type;
  if (status) query.status = status;
  if (one("cursor")) query.cursor = one("cursor");
  return { filters: { type: type ?? "", status: status ?? "" }, name: one("name"), query };
}

export function payeesHref(filters: Partial<PayeeFilters>, cursor: string | null = null, name = ""): string {
  const search = new URLSearchParams();
  for (const filter of filterNames) if (filters[filter]) search.set(filter, filters[filter]);
  if (name.trim()) search.set("name", name.trim());
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/counterparties?${search}` : "/counterparties";
}

/** Whether a name holds every word of what was typed, in any order, without regard to case and accents. */
export function nameFits(name: string, typed: string): boolean {
  const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return words.every((word) => plain(name).includes(word));
}
