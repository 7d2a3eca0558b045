import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import type { PasskeyView } from "@/lib/desk/passkeys/list";

/** Null: one's own. */
export const passkeysKey = (memberId: string | null) => ["passkeys", memberId ?? "own"] as const;
export const passkeysQuery = (memberId: string | null) =>
  queryOptions({
    queryKey: passkeysKey(memberId),
    queryFn: ({ signal }) => request<PasskeyView[]>(memberId ? `/api/passkeys?member=${memberId}` : "/api/passkeys", { signal }),
    staleTime: 10_000,
  });

export const waitingKey = ["passkeys", "waiting"] as const;
export const waitingQuery = () =>
  queryOptions({
    queryKey: waitingKey,
    queryFn: ({ signal }) => request<PasskeyView[]>("/api/passkeys?waiting", { signal }),
    staleTime: 10_000,
  });
