import { jikoQuery } from "@/components/api/jiko";
import type { QueryOf } from "@/lib/jiko/operation";
import type { portalsListAll } from "@/lib/jiko/portals";
import type { transactionsGet, transactionsList } from "@/lib/jiko/transactions";
import type { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import type { wiresGet } from "@/lib/jiko/wires";

export const transactionsQuery = (query: QueryOf<typeof transactionsList>) => jikoQuery<typeof transactionsList>("/v2/transactions", query);
export const transactionQuery = (id: string) => jikoQuery<typeof transactionsGet>(`/v2/transactions/${id}`);
export const requestQuery = (id: string) => jikoQuery<typeof transferRequestsGet>(`/v1/transfer-requests/${id}`);
export const wireQuery = (id: string) => jikoQuery<typeof wiresGet>(`/v1/wires/${id}`);

/** Both halves of a transfer on Jiko's own network, as far as they lie in own pockets. */
export const halvesInput = (transferId: string): QueryOf<typeof transactionsList> => ({ limit: 20, "on_us_transfer[]": [transferId] });
export const halvesQuery = (transferId: string) => transactionsQuery(halvesInput(transferId));

export const portalsInput = { limit: 100 };
export const allPortalsQuery = () => jikoQuery<typeof portalsListAll>("/v2/portals", portalsInput);
