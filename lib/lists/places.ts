import { listSearch, type AddressParts } from "./address";
import type { ListDefinition, ListName } from "./types";

/** Where each list is, and the topic whose changes it is read again for (lib/forms/topics). */
const places: Record<ListName, { path: string; topic: string }> = {
  transactions: { path: "/transactions", topic: "transactions" },
  trades: { path: "/trades", topic: "trades" },
  transfers: { path: "/transfers", topic: "transfer-requests" },
  wires: { path: "/wires", topic: "wires" },
  counterparties: { path: "/counterparties", topic: "counterparties" },
  events: { path: "/webhooks/received", topic: "webhooks" },
  audit: { path: "/audit", topic: "record" },
};

/** The address of a list with these filters, order and columns; `view` is the saved view that they began from. */
export function listHref(list: ListDefinition, parts: AddressParts = {}, view: string | null = null): string {
  const search = listSearch(list, parts);
  if (view) search.set("view", view);
  const { path } = places[list.name];
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The beginning of the keys under which a list's answers are kept: with its topic, live updates find them. */
export const listKey = (list: ListDefinition) => [places[list.name].topic, "list", list.name] as const;

/** What rows and sums depend on, as text: not the columns shown, which the server does not need for either. */
export const rowsSearch = (list: ListDefinition, { typed, sort }: Pick<AddressParts, "typed" | "sort">): string => listSearch(list, { typed, sort }).toString();

/** Sums do not depend on the order. */
export const totalsSearch = (list: ListDefinition, { typed }: Pick<AddressParts, "typed">): string => listSearch(list, { typed }).toString();
