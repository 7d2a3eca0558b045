import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import { listKey } from "@/lib/lists/places";
import { rowsPerBlock, type ListBlock, type ListDefinition, type ListTotals } from "@/lib/lists/types";
import type { ListViews } from "@/lib/lists/views";

/** Blocks that were scrolled away are dropped soon: a tab must stay small however far somebody scrolls. */
const keptMs = 20_000;
/** While the copy is being filled, it is looked for as often. */
const fillingMs = 5_000;

const under = (list: ListDefinition, what: string, search: string) => `/api/lists/${list.name}${what}${search && `?${search}`}`;

export const blockKey = (list: ListDefinition, search: string, block: number) => [...listKey(list), "rows", search, block] as const;
export const blockQuery = (list: ListDefinition, search: string, block: number) =>
  queryOptions({
    queryKey: blockKey(list, search, block),
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams(search);
      asked.set("offset", String(block * rowsPerBlock));
      return request<ListBlock>(under(list, "", asked.toString()), { signal });
    },
    staleTime: 30_000,
    gcTime: keptMs,
    // The copy may be there at any moment, and nobody is told of it.
    refetchInterval: ({ state }) => (state.data?.source.from === "jiko" ? fillingMs : false),
  });

export const totalsQuery = (list: ListDefinition, search: string) =>
  queryOptions({
    queryKey: [...listKey(list), "totals", search],
    queryFn: ({ signal }) => request<ListTotals | null>(under(list, "/totals", search), { signal }),
    staleTime: 30_000,
  });

/** What somebody keeps of a list: its views, theirs and the team's, and their columns. */
export const viewsKey = (list: ListDefinition) => ["views", list.name] as const;
export const viewsQuery = (list: ListDefinition) =>
  queryOptions({
    queryKey: viewsKey(list),
    queryFn: ({ signal }) => request<ListViews>(under(list, "/views", ""), { signal }),
    staleTime: 60_000,
  });
