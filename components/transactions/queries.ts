import { jikoQuery } from "@/components/api/jiko";
import type { QueryOf } from "@/lib/jiko/operation";
import type { transactionsGet, transactionsList } from "@/lib/jiko/transactions";
import type { transferRequestsGet } from "@/lib/jiko/transfer-requests";

export const transactionsQuery = (query: QueryOf<typeof transactionsList>) => jikoQuery<typeof transactionsList>("/v2/transactions", query);
export const transactionQuery = (id: string) => jikoQuery<typeof transactionsGet>(`/v2/transactions/${id}`);
export const requestQuery = (id: string) => jikoQuery<typeof transferRequestsGet>(`/v1/transfer-requests/${id}`);
