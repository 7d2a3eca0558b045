"use client";

import { useRouter } from "next/navigation";
import { useCallback, useTransition } from "react";
import type { AddressParts, ListAddress } from "@/lib/lists/address";
import { listHref } from "@/lib/lists/places";
import type { ListDefinition } from "@/lib/lists/types";

/** A list as its address says it, and the saved view that the address names. */
export interface ListPlace extends ListAddress {
  list: ListDefinition;
  view: string | null;
}

/** Leads to the same list with something changed; what is shown stays until the new page is here. */
export function useListAddress({ list, typed, sort, columns, view }: ListPlace) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const hrefWith = useCallback((change: AddressParts) => listHref(list, { typed, sort, columns, ...change }, view), [list, typed, sort, columns, view]);
  const go = useCallback((href: string) => startTransition(() => router.push(href, { scroll: false })), [router]);
  return { hrefWith, go, busy };
}
