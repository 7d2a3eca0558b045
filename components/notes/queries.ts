import { queryOptions } from "@tanstack/react-query";
import { request } from "@/components/api/request";
import type { NotesView } from "@/lib/desk/notes/view";

export const notesQuery = (transferId: string) =>
  queryOptions({
    queryKey: ["request-notes", transferId],
    queryFn: ({ signal }) => request<NotesView>(`/api/requests/${transferId}/notes`, { signal }),
    staleTime: 30_000,
  });
