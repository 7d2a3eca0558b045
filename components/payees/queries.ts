import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { CallBacksView } from "@/lib/desk/payees/call-back";
import type { PayeePayments, ShownVersions } from "@/lib/desk/payees/history";
import type { PayeeReview } from "@/lib/desk/payees/review";
import type { PayeeValues } from "@/lib/forms/payee";
import type { counterpartiesGet } from "@/lib/jiko/counterparties";

export const payeeQuery = (id: string) => jikoQuery<typeof counterpartiesGet>(`/v2/counterparties/${id}`);

const below = <Answer>(id: string, what: "payments" | "versions") =>
  queryOptions({
    queryKey: ["payees", id, what],
    queryFn: ({ signal }) => request<Answer>(`/api/payees/${id}/${what}`, { signal }),
    staleTime: 30_000,
  });
export const paymentsQuery = (id: string) => below<PayeePayments>(id, "payments");
export const versionsQuery = (id: string) => below<ShownVersions>(id, "versions");

export const callBacksQuery = (id: string) =>
  queryOptions({
    queryKey: ["payee-checks", id],
    queryFn: ({ signal }) => request<CallBacksView>(`/api/payees/${id}/call-backs`, { signal }),
    staleTime: 30_000,
  });

/** What will be sent and what stands in its way. In memory for as long as it is shown, and asked for anew each time. */
export const reviewQuery = (values: PayeeValues) =>
  queryOptions({
    queryKey: ["payees", "review", values],
    queryFn: ({ signal }) => request<PayeeReview>("/api/payees/review", { method: "POST", body: { values }, signal }),
    staleTime: 10_000,
    gcTime: 0,
    retry: false,
  });
