"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";

/**
 * Filters that act at once: each choice is a new address. What was chosen shows, and counts for the next choice, before
 * the page of the new address has come: two quick choices never lose the first.
 */
export function useFilters<Filters extends Record<string, string>>(filters: Filters, href: (filters: Filters) => string) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const [chosen, add] = useOptimistic(filters, (before, change: Partial<Filters>): Filters => ({ ...before, ...change }));
  const choose = (name: keyof Filters) => (event: { target: { value: string } }) =>
    startTransition(() => {
      const change = { [name]: event.target.value } as Partial<Filters>;
      add(change);
      router.push(href({ ...chosen, ...change }));
    });
  return { filters: chosen, choose, busy };
}
