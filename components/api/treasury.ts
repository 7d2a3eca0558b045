import { queryOptions } from "@tanstack/react-query";
import type { HistoryView, PlanView, ProjectionView } from "@/lib/desk/treasury/types";
import { writeSearch } from "./jiko";
import { request } from "./request";

/** Spans that the balance history is shown over; the overview opens with the first. */
export const historySpans = [90, 30, 365] as const;
export const historyKey = (days: number) => ["history", days] as const;
export const historyQuery = (days: number) =>
  queryOptions({
    queryKey: historyKey(days),
    queryFn: ({ signal }) => request<HistoryView>(`/api/treasury/history${writeSearch({ days })}`, { signal }),
    staleTime: 60_000,
  });

export const forecastKey = ["forecast"] as const;
export const forecastQuery = () =>
  queryOptions({
    queryKey: forecastKey,
    queryFn: ({ signal }) => request<ProjectionView>("/api/treasury/projection", { signal }),
    staleTime: 30_000,
  });

/** What is needed, as it was typed. */
export interface PlanSearch {
  pocket: string;
  amount: string;
  day: string;
}

export const planKey = ({ pocket, amount, day }: PlanSearch) => ["plan", pocket, amount, day] as const;
export const planQuery = (wanted: PlanSearch) =>
  queryOptions({
    queryKey: planKey(wanted),
    queryFn: ({ signal }) => request<PlanView>(`/api/treasury/plan${writeSearch({ ...wanted })}`, { signal }),
    staleTime: 30_000,
  });
