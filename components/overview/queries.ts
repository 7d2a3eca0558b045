import { jikoQuery } from "@/components/api/jiko";
import type { transactionsList } from "@/lib/jiko/transactions";

/** The overview's own reads; those it shares with other pages are in components/api. */
export const monthInput = { period: "mtd" } as const;
export const yearInput = { period: "ytd" } as const;

export const latestInput = { limit: 8 } as const;
export const latestQuery = () => jikoQuery<typeof transactionsList>("/v2/transactions", latestInput);
