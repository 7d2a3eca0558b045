import type { QueryOf } from "@/lib/jiko/operation";
import type { notificationsList } from "@/lib/jiko/notifications";

export interface NotificationsAddress {
  /** Jiko's notifications, or the desk's own messages. */
  from: "jiko" | "desk";
  cursor: string | null;
  unread: boolean;
  query: QueryOf<typeof notificationsList>;
}

export function readNotificationsAddress(search: Record<string, string | string[] | undefined>): NotificationsAddress {
  const unread = search.show === "unread";
  const cursor = typeof search.cursor === "string" && search.cursor !== "" ? search.cursor : null;
  const from = search.from === "desk" ? "desk" : "jiko";
  // Not a hundred, as the bell asks: this list is another read, which the page itself prefetches.
  return { from, cursor, unread, query: { limit: 50, ...(unread ? { status: "UNREAD" as const } : {}), ...(cursor ? { cursor } : {}) } };
}

export function notificationsHref(unread: boolean, cursor: string | null = null): string {
  const search = new URLSearchParams({ ...(unread ? { show: "unread" } : {}), ...(cursor ? { cursor } : {}) });
  return search.size > 0 ? `/notifications?${search}` : "/notifications";
}

export const messagesHref = (cursor: string | null = null): string => `/notifications?${new URLSearchParams({ from: "desk", ...(cursor ? { cursor } : {}) })}`;
