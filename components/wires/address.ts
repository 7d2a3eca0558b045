import type { QueryOf } from "@/lib/jiko/operation";
import type { wiresList } from "@/lib/jiko/wires";

type Query = QueryOf<typeof wiresList>;

export const filterNames = ["pocket", "direction"] as const;
export type WireFilters = Record<(typeof filterNames)[number], string>;

export interface WiresAddress {
  filters: WireFilters;
  query: Query;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const pageSize = 50;

/** Reads filters and cursor from an address; a filter that is not understood is none. */
export function readWiresAddress(search: Record<string, string | string[] | undefined>): WiresAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const pocket = uuid.test(one("pocket")) ? one("pocket") : "";
  const direction = (["INCOMING", "OUTGOING"] as const).find((known) => known === one("direction"));
  const query: Query = { limit: pageSize };
  if (pocket) query.pocket_id = pocket;
  if (direction) query.direction = direction;
  if (one("cursor")) query.cursor = one("cursor");
  return { filters: { pocket, direction: direction ?? "" }, query };
}

export function wiresHref(filters: Partial<WireFilters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) if (filters[name]) search.set(name, filters[name]);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/wires?${search}` : "/wires";
}
