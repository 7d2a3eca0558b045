import { queryOptions, useQuery } from "@tanstack/react-query";
import type { FreezeView } from "@/lib/desk/commands/freeze";
import { frozenSentence } from "@/lib/forms/freeze";
import { request } from "./request";

/** The layout reads it for every page; live updates tell of each change. */
export const freezeQuery = () =>
  queryOptions({
    queryKey: ["freeze"],
    queryFn: ({ signal }) => request<FreezeView>("/api/freeze", { signal }),
    staleTime: 60_000,
  });

/** Why nothing is filed or signed at the moment, for the button itself; null while the desk is open. The server refuses anyway. */
export function useFrozen(): string | null {
  const frozen = useQuery(freezeQuery()).data?.frozen;
  return frozen ? frozenSentence(frozen.by) : null;
}
