import { queryOptions } from "@tanstack/react-query";
import type { Draft, DraftKind } from "@/lib/desk/drafts";
import { request } from "./request";

/** The viewer's unfinished forms of a kind. */
export const draftsQuery = (kind: DraftKind) =>
  queryOptions({
    queryKey: ["drafts", kind],
    queryFn: ({ signal }) => request<{ items: Draft[] }>(`/api/drafts?kind=${kind}`, { signal }),
    staleTime: 0,
  });
