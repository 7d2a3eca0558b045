import type { QueryClient, QueryFilters } from "@tanstack/react-query";
import { concerns, knownTopics } from "@/lib/forms/topics";

/**
 * Has what is shown be read again because it may no longer be so. A first read that is under way is begun anew with the rest:
 * React Query lets it go on, and its answer, which may be from before the change, would count as fresh.
 */
export function readAgain(client: QueryClient, filters: Pick<QueryFilters, "queryKey" | "predicate"> = {}): Promise<void> {
  const first = client.getQueryCache().findAll({ ...filters, type: "active", fetchStatus: "fetching" }).filter(({ state }) => state.data === undefined);
  for (const query of first) void query.cancel({ silent: true });
  return client.invalidateQueries(filters);
}

/** The same for exactly the lists and items of some topics. */
export function readTopics(client: QueryClient, told: readonly string[]): void {
  const topics = knownTopics(told);
  void readAgain(client, { predicate: ({ queryKey }) => topics.some((topic) => concerns(topic, queryKey)) });
}
