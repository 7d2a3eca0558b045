import { jikoQuery } from "@/components/api/jiko";
import type { pocketsGet } from "@/lib/jiko/pockets";
import type { tradesList } from "@/lib/jiko/trades";
import type { transactionsList } from "@/lib/jiko/transactions";
import type { EarningsChoice } from "./address";

export const pocketQuery = (id: string) => jikoQuery<typeof pocketsGet>(`/v2/pockets/${id}`);

/** What the earnings call is asked for: a named period, or a range with both its days. */
export const earningsInput = ({ period, from, to }: EarningsChoice) =>
  period === "range" ? { period, date_from: from, date_to: to } : { period };

const page = 25;
const paged = (cursor: string | null) => ({ limit: page, ...(cursor ? { cursor } : {}) });

export const pocketMovementsInput = (id: string, cursor: string | null) => ({ "pocket[]": [id], ...paged(cursor) });
export const pocketMovementsQuery = (id: string, cursor: string | null) =>
  jikoQuery<typeof transactionsList>("/v2/transactions", pocketMovementsInput(id, cursor));

export const pocketTradesInput = (id: string, cursor: string | null) => ({ "account[]": [id], ...paged(cursor) });
export const pocketTradesQuery = (id: string, cursor: string | null) =>
  jikoQuery<typeof tradesList>("/v1/trades", pocketTradesInput(id, cursor));
