import type { DehydratedState } from "@tanstack/react-query";
import { pocketsInput } from "@/components/api/reads";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { pageSession } from "@/lib/auth/current";
import type { Session } from "@/lib/auth/session";
import { oneRead, prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { readListAddress } from "@/lib/lists/address";
import type { ListDefinition } from "@/lib/lists/types";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
type OwnReads = NonNullable<Parameters<typeof prefetchReads>[2]>;

interface Wanted {
  list: ListDefinition;
  searchParams: SearchParams;
  /** Further reads of the page. */
  own?: (session: Session) => OwnReads;
}

/** What the page of a list begins with: where it is, its first rows, and the columns and views that the person keeps. */
export async function listPage({ list, searchParams, own }: Wanted): Promise<{ place: ListPlace; state: DehydratedState }> {
  const session = await pageSession();
  const search = await searchParams;
  const place: ListPlace = { ...readListAddress(list, search), list, view: typeof search.view === "string" ? search.view : null };
  const state = await prefetchReads(session, [oneRead(pocketsList, { query: pocketsInput })], own?.(session) ?? []);
  return { place, state };
}
