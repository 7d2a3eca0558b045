import { queryOptions } from "@tanstack/react-query";
import { writeSearch } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { Trade } from "@/lib/jiko/trades";

/** Where a trade is looked for. */
export interface TradePlace {
  pocket?: string;
  day?: string;
}

export const tradeKey = (id: string, place: TradePlace) => ["trades", "one", id, place] as const;
export const tradeQuery = (id: string, place: TradePlace) =>
  queryOptions({
    queryKey: tradeKey(id, place),
    queryFn: ({ signal }) => request<Trade>(`/api/trades/${id}${writeSearch({ ...place })}`, { signal }),
    staleTime: 30_000,
  });
