import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { WaitingViews } from "@/lib/approvals/tabs";
import type { WaitingView } from "@/lib/approvals/types";
import { request } from "./request";

/** Begins with the topic, so that it is read again with the requests themselves. */
export const waitingKey = ["transfer-requests", "here"] as const;
export const waitingQuery = () =>
  queryOptions({
    queryKey: waitingKey,
    queryFn: ({ signal }) => request<WaitingView[]>("/api/approvals", { signal }),
    staleTime: 30_000,
  });

/** How the requests that wait stand by the company's own policy. Empty until it is known: then Jiko's own rules are shown alone. */
export function useWaiting(pollMs: number | false = false): WaitingViews {
  const { data } = useQuery({ ...waitingQuery(), refetchInterval: pollMs });
  return useMemo(() => new Map(data?.map((one) => [one.id, one])), [data]);
}
