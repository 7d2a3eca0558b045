import "server-only";
import { AppError } from "@/lib/errors";

const mostPages = 20;

/**
 * Every row of a cursor list, asked for page by page; rows that shift between pages may come twice. Throws
 * `upstream_contract` where the list does not end: part of a list proves nothing about what is not on it.
 */
export async function allPages<Item>(
  page: (paging: { cursor?: string; limit: number }) => Promise<{ items: Item[]; next_page: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < mostPages; count++) {
    const { items: some, next_page } = await page({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...some);
    if (next_page === null) return items;
    cursor = next_page;
  }
  throw new AppError("upstream_contract", { message: "Jiko's list goes on and on; nothing was done." });
}
