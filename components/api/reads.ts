import { queryOptions } from "@tanstack/react-query";
import { openRequestsInput } from "@/lib/approvals/open-requests";
import type { notificationsList } from "@/lib/jiko/notifications";
import type { pocketsList } from "@/lib/jiko/pockets";
import type { tradingStrategiesList } from "@/lib/jiko/trading-strategies";
import type { transferRequestsList } from "@/lib/jiko/transfer-requests";
import { jikoQuery } from "./jiko";
import { request } from "./request";

/**
 * Reads that several pages share, so that all of them fill and use one place in the cache. The inputs stand apart from the
 * query options because the server prefetches with the very same ones.
 */
export const pocketsInput = { limit: 100 } as const;
export const pocketsQuery = () => jikoQuery<typeof pocketsList>("/v2/pockets", pocketsInput);

export const strategiesInput = {} as const;
export const strategiesQuery = () => jikoQuery<typeof tradingStrategiesList>("/v2/trading-strategies", strategiesInput);

export const openRequestsQuery = () => jikoQuery<typeof transferRequestsList>("/v1/transfer-requests", openRequestsInput);

/** What the bell counts: Jiko's notifications, and the desk's own messages. */
export const unreadInput = { status: "UNREAD", limit: 100 } as const;
export const unreadQuery = () => jikoQuery<typeof notificationsList>("/v1/notifications", unreadInput);

export const unreadMessagesKey = ["messages", "unread"] as const;
export const unreadMessagesQuery = () =>
  queryOptions({
    queryKey: unreadMessagesKey,
    queryFn: ({ signal }) => request<{ count: number }>("/api/messages/unread", { signal }),
    staleTime: 30_000,
  });
