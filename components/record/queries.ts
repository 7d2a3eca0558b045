import { queryOptions } from "@tanstack/react-query";
import { writeSearch } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { AccessReport } from "@/lib/desk/record/access";
import type { RecordLine } from "@/lib/desk/record/list";
import type { RecordState } from "@/lib/desk/record/state";

export const recordStateKey = ["record", "state"] as const;
export const recordStateQuery = () =>
  queryOptions({ queryKey: recordStateKey, queryFn: ({ signal }) => request<RecordState>("/api/record/state", { signal }), staleTime: 10_000 });

export const accessKey = (date: string) => ["record", "access", date] as const;
export const accessQuery = (date: string) =>
  queryOptions({
    queryKey: accessKey(date),
    queryFn: ({ signal }) => request<AccessReport>(`/api/record/access${writeSearch({ date })}`, { signal }),
    staleTime: 10_000,
  });

export const historyKey = (subject: string) => ["record", "history", subject] as const;
export const historyQuery = (subject: string) =>
  queryOptions({
    queryKey: historyKey(subject),
    queryFn: ({ signal }) => request<RecordLine[]>(`/api/record/${subject}`, { signal }),
    staleTime: 5_000,
  });
