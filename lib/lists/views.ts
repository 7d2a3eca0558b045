import { nameFault } from "@/lib/forms/line";
import { listSearch, readListAddress } from "./address";
import type { ListDefinition } from "./types";

/** A list as somebody comes back to it. `search` is what its address says, without a question mark. */
export interface SavedView {
  id: string;
  name: string;
  team: boolean;
  /** Whose it is, by the name at the time. */
  by: string;
  own: boolean;
  /** Whoever asks may change and remove it: their own, and as an admin those of the team. */
  mayChange: boolean;
  search: string;
  changedAt: string;
}

/** What `GET /api/lists/[name]/views` answers. `columns`: those that this member chose, in their order; null: the usual ones. */
export interface ListViews {
  views: SavedView[];
  columns: string[] | null;
}

export const viewNameLimit = 60;

/** What is wrong with the name of a view, or null. */
export const viewNameFault = (typed: string): string | null => nameFault(typed, viewNameLimit, "the view");

/** The search of a view in its one form, without what the list does not know; null where one of its filters is at fault. */
export function tidySearch(list: ListDefinition, search: string): string | null {
  const { typed, sort, columns, query } = readListAddress(list, new URLSearchParams(search));
  return query && listSearch(list, { typed, sort, columns }).toString();
}
