import { queryOptions } from "@tanstack/react-query";
import { readKey } from "@/lib/forms/query-key";
import type { AnyOperation, QueryOf, ViewOf } from "@/lib/jiko/operation";
import { request } from "./request";

type Query = Record<string, unknown>;

/** Query values as the URL carries them; arrays repeat their key. (The contract's own writer would bring zod along.) */
export function writeSearch(query: Query): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) out.append(key, String(one));
  }
  return out.size > 0 ? `?${out}` : "";
}

const minute = 60_000;

/** How long an answer counts as fresh. What someone may be about to sign is never old; strategies hardly change. */
export function freshFor(path: string): number {
  if (path.startsWith("/v1/transfer-requests")) return 10_000;
  if (path.startsWith("/v2/trading-strategies") || path.startsWith("/v1/team") || path.startsWith("/v1/customer")) return 10 * minute;
  if (path.startsWith("/v1/statements")) return 5 * minute;
  return 30_000;
}

/**
 * What to fetch from Jiko, through our proxy: `jikoQuery<typeof pocketsList>("/v2/pockets", { limit: 100 })`. `path` is the
 * operation's path without `/api` and without its last slash, parameters filled in. A page that prefetches the same
 * operation with the same query hands its answer over under the same key.
 */
export function jikoQuery<Op extends AnyOperation>(path: string, query: QueryOf<Op> = {} as QueryOf<Op>) {
  return queryOptions({
    queryKey: readKey(path, query as Query),
    queryFn: ({ signal }) => request<ViewOf<Op>>(`/api/jiko${path}${writeSearch(query as Query)}`, { signal }),
    staleTime: freshFor(path),
  });
}
