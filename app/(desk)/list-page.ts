import type { DehydratedState } from "@tanstack/react-query";
import { pocketsInput } from "@/components/api/reads";
import { blockKey, viewsKey } from "@/components/table/list/queries";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { pageSession } from "@/lib/auth/current";
import { may, type Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { listBlock } from "@/lib/desk/lists/read";
import { viewsOf } from "@/lib/desk/lists/views";
import { oneRead, prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { readListAddress } from "@/lib/lists/address";
import { rowsSearch } from "@/lib/lists/places";
import type { ListDefinition } from "@/lib/lists/types";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
type OwnReads = NonNullable<Parameters<typeof prefetchReads>[2]>;

interface Wanted {
  list: ListDefinition;
  searchParams: SearchParams;
  /** Asked for by the page beforehand where not everybody may read the list: an attempt of somebody else would go on record. */
  permission?: Permission;
  /** Further reads of the page, under the same permission. */
  own?: (session: Session) => OwnReads;
}

/** What the page of a list begins with: where it is, its first rows, and the columns and views that the person keeps. */
export async function listPage({ list, searchParams, permission, own }: Wanted): Promise<{ place: ListPlace; state: DehydratedState }> {
  const session = await pageSession();
  const search = await searchParams;
  const place: ListPlace = { ...readListAddress(list, search), list, view: typeof search.view === "string" ? search.view : null };
  const rows = rowsSearch(list, place);
  const reads: OwnReads = [
    [viewsKey(list), () => viewsOf(session, list.name)],
    ...(place.query ? [[blockKey(list, rows, 0), () => listBlock(session, list.name, new URLSearchParams(rows))] as const] : []),
    ...(own?.(session) ?? []),
  ];
  const allowed = !permission || may(session, permission);
  const state = await prefetchReads(session, [oneRead(pocketsList, { query: pocketsInput })], allowed ? reads : []);
  return { place, state };
}
