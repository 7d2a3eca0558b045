import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { ArchiveWanted } from "@/lib/desk/archives/plan";
import type { ArchiveView } from "@/lib/desk/archives/store";
import type { QueryOf } from "@/lib/jiko/operation";
import type { statementsList } from "@/lib/jiko/statements";

export const statementsQuery = (query: QueryOf<typeof statementsList>) => jikoQuery<typeof statementsList>("/v1/statements", query);

/** The oldest statement of all: where the years begin. */
export const oldestInput = { limit: 1, order: "asc" } as const;
export const oldestQuery = () => statementsQuery(oldestInput);

const goesOn = ({ state }: ArchiveView) => state === "ready" || state === "running";

/** The ZIPs that the viewer made in the last hour, newest first; asked for each second while one is on its way. */
export const archivesQuery = () =>
  queryOptions({
    queryKey: ["archives"],
    queryFn: ({ signal }) => request<ArchiveView[]>("/api/archives", { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(goesOn) ? 1_000 : false),
  });

export const planArchive = (wanted: ArchiveWanted) => request<ArchiveView>("/api/archives", { method: "POST", body: wanted });

/** Where the ZIP is fetched, once. It is made while it is fetched. */
export const archiveHref = (id: string) => `/api/downloads/archives/${id}`;
