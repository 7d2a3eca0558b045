import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { readKey } from "@/lib/forms/query-key";
import type { Earnings, pocketEarnings, pocketsGet } from "@/lib/jiko/pockets";
import type { tradesList } from "@/lib/jiko/trades";
import type { transactionsList } from "@/lib/jiko/transactions";
import type { Span } from "@/lib/treasury/spans";
import type { EarningsChoice } from "./address";

export const pocketQuery = (id: string) => jikoQuery<typeof pocketsGet>(`/v2/pockets/${id}`);

/** What the earnings call is asked for: a named period, or a range with both its days. */
export const earningsInput = ({ period, from, to }: EarningsChoice) =>
  period === "range" ? { period, date_from: from, date_to: to } : { period };

/** Whose earnings: those of one pocket, or of all together. */
export const earningsPath = (id: string | null) => (id === null ? "/v2/pockets/earnings" : `/v2/pockets/${id}/earnings`);
export const earningsQuery = (id: string | null, choice: EarningsChoice) =>
  jikoQuery<typeof pocketEarnings>(earningsPath(id), earningsInput(choice));

/** Few enough that a page cannot use up what Jiko allows in a minute. */
export const mostSpans = 12;
const atOnce = 3;
const minute = 60_000;

/** The earnings of each span, read a few at a time. What lies in the past hardly changes, so it is kept for longer. */
export const earningsOfSpansQuery = (id: string | null, spans: readonly Span[], today: string) =>
  queryOptions({
    queryKey: readKey(earningsPath(id), { spans }),
    queryFn: async ({ client, signal }): Promise<Earnings[]> => {
      const found: Earnings[] = [];
      const waiting = [...spans.entries()];
      const readSome = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const [i, { from, to }] = next;
          signal.throwIfAborted();
          const one = earningsQuery(id, { period: "range", from, to });
          found[i] = await client.fetchQuery({ ...one, staleTime: to < today ? 10 * minute : minute / 2 });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, readSome));
      return found;
    },
    staleTime: minute / 2,
  });

const page = 25;
const paged = (cursor: string | null) => ({ limit: page, ...(cursor ? { cursor } : {}) });

export const pocketMovementsInput = (id: string, cursor: string | null) => ({ "pocket[]": [id], ...paged(cursor) });
export const pocketMovementsQuery = (id: string, cursor: string | null) =>
  jikoQuery<typeof transactionsList>("/v2/transactions", pocketMovementsInput(id, cursor));

export const pocketTradesInput = (id: string, cursor: string | null) => ({ "account[]": [id], ...paged(cursor) });
export const pocketTradesQuery = (id: string, cursor: string | null) =>
  jikoQuery<typeof tradesList>("/v1/trades", pocketTradesInput(id, cursor));
