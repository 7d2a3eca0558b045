import type { Trade } from "@/lib/jiko/trades";

type Placed = Pick<Trade, "id" | "pocket_id" | "book_date">;

/** A trade's own page. Jiko reads no trade by its id, so the address says where to look. */
export const tradeHref = ({ id, pocket_id, book_date }: Placed): string => `/trades/${id}?${new URLSearchParams({ pocket: pocket_id, day: book_date })}`;

export const confirmationHref = ({ id, pocket_id, book_date }: Placed): string =>
  `/api/downloads/confirmations/${id}?${new URLSearchParams({ pocket: pocket_id, day: book_date })}`;
