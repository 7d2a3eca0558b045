import { startOfDay } from "@/components/ui/dates";
import { isDay } from "@/lib/treasury/day";
import type { eventsList } from "@/lib/jiko/events";
import type { QueryOf } from "@/lib/jiko/operation";

type Query = QueryOf<typeof eventsList>;
type Search = Record<string, string | string[] | undefined>;

export const filterNames = ["subscription", "after"] as const;
export type EventFilters = Record<(typeof filterNames)[number], string>;

export interface EventsAddress {
  filters: EventFilters;
  query: Query;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const one = (search: Search, name: string): string => {
  const value = search[name];
  return typeof value === "string" ? value.trim() : "";
};

/** Reads filters and cursor from an address; a filter that is not understood is none. `after` is a day of `timeZone`, included. */
export function readEventsAddress(search: Search, timeZone: string): EventsAddress {
  const subscription = uuid.test(one(search, "subscription")) ? one(search, "subscription") : "";
  const after = isDay(one(search, "after")) ? one(search, "after") : "";
  const cursor = one(search, "cursor");
  return {
    filters: { subscription, after },
    query: {
      limit: 50,
      ...(subscription ? { subscription_id: subscription } : {}),
      ...(after ? { after: startOfDay(after, timeZone) } : {}),
      ...(cursor ? { cursor } : {}),
    },
  };
}

export function eventsHref(filters: Partial<EventFilters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) if (filters[name]) search.set(name, filters[name]);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/webhooks/events?${search}` : "/webhooks/events";
}
