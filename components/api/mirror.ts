import { queryOptions } from "@tanstack/react-query";
import type { MirrorState } from "@/lib/desk/mirror/types";
import { request } from "./request";

const ready = ({ kinds }: MirrorState) => kinds.every((one) => one.filled && one.checks.open === 0 && one.checks.differ === 0);

/** Read again with the transactions: what they are about changes it. */
export const mirrorKey = ["transactions", "mirror"] as const;

/** How far the desk's own copy of Jiko's lists is. Asked for again every few seconds while it is not complete. */
export const mirrorQuery = () =>
  queryOptions({
    queryKey: mirrorKey,
    queryFn: ({ signal }) => request<MirrorState>("/api/mirror", { signal }),
    staleTime: 10_000,
    refetchInterval: (query) => (query.state.data && !ready(query.state.data) ? 3_000 : false),
  });
