import { queryOptions } from "@tanstack/react-query";
import { readKey } from "@/lib/forms/query-key";
import type { QueryOf } from "@/lib/jiko/operation";
import type { Earnings, pocketEarnings } from "@/lib/jiko/pockets";
import type { Span } from "@/lib/treasury/spans";
import { jikoQuery } from "./jiko";

/** Whose earnings: those of one pocket, or of all together. */
const earningsPath = (id: string | null) => (id === null ? "/v2/pockets/earnings" : `/v2/pockets/${id}/earnings`);
export const earningsQuery = (id: string | null, input: QueryOf<typeof pocketEarnings>) =>
  jikoQuery<typeof pocketEarnings>(earningsPath(id), input);

/** Few enough that a page cannot use up what Jiko allows in a minute. */
export const mostSpans = 12;
const atOnce = 3;
const minute = 60_000;

/** The earnings of a span. What lies in the past hardly changes, so it is kept for longer. */
export const earningsOfSpanQuery = (id: string | null, { from, to }: Span, today: string) => ({
  ...earningsQuery(id, { period: "range", date_from: from, date_to: to }),
  staleTime: to < today ? 10 * minute : minute / 2,
});

/** The earnings of each span, read a few at a time. */
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
          found[i] = await client.fetchQuery(earningsOfSpanQuery(id, { from, to }, today));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, readSome));
      return found;
    },
    staleTime: minute / 2,
  });
