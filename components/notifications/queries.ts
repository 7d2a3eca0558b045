import { queryOptions } from "@tanstack/react-query";
import { writeSearch } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { MessagePage } from "@/lib/desk/messages/types";

export const messagesKey = (cursor: string | null) => ["messages", "list", cursor] as const;

export const messagesQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: messagesKey(cursor),
    queryFn: ({ signal }) => request<MessagePage>(`/api/messages${writeSearch({ cursor })}`, { signal }),
    staleTime: 10_000,
  });
