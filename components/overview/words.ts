import type { PointSource } from "@/lib/desk/treasury/types";

/** Where a balance of the past is from. */
export const sourceWords: Record<PointSource, string> = {
  now: "as Jiko says now",
  snapshot: "as Jiko said that day",
  computed: "worked out from trades and transactions",
};
