"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { mostScrolled, rowsPerBlock, type ListBlock, type ListDefinition, type ListRow } from "@/lib/lists/types";
import { blockQuery } from "./queries";
import type { Span } from "./row-window";

/** While somebody scrolls on, nothing is asked for: only where they come to rest. */
const restMs = 90;

/** The blocks that hold rows of a span. */
export function blocksOf({ first, end }: Span): number[] {
  const from = Math.floor(first / rowsPerBlock);
  const to = Math.max(from, Math.ceil(end / rowsPerBlock) - 1);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** True once a value has stayed the same for a moment. */
function useAtRest(value: string): boolean {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested === value;
}

/** How many rows are known to be there, from the farthest block that came. */
interface Reached {
  search: string;
  end: number;
  more: boolean;
}

/** The rows that may be scrolled to: all that are counted, and until then one block more than what has come. */
export function rowCount(reached: Pick<Reached, "end" | "more">, counted: number | undefined): number {
  const known = reached.more ? Math.max(counted ?? 0, reached.end + (counted === undefined ? rowsPerBlock : 0)) : reached.end;
  return Math.min(known, mostScrolled);
}

/** How far a list is known to go; begun anew with another search. */
export function useReached(search: string, blocks: readonly (ListBlock | undefined)[]): Reached | null {
  const [reached, setReached] = useState<Reached | null>(null);
  const before = reached?.search === search ? reached : null;
  let now = before;
  for (const block of blocks) {
    // Past the end of a list that has become shorter there is nothing to learn.
    if (!block || (block.offset > 0 && block.rows.length === 0)) continue;
    const end = block.offset + block.rows.length;
    // A block at the end of the list says where it ends; one in the middle only how far it goes at least.
    if (!block.more) now = { search, end, more: false };
    else if (!now || end >= now.end) now = { search, end, more: true };
  }
  const same = now?.search === reached?.search && now?.end === reached?.end && now?.more === reached?.more;
  if (now && !same) setReached(now);
  return now;
}

/** The blocks that somebody looks at, their numbers between commas, asked for as they come to rest on them. */
export function useBlocks(list: ListDefinition, search: string, wanted: string) {
  const atRest = useAtRest(wanted);
  const first = useQuery(blockQuery(list, search, 0));
  const numbers = wanted.split(",").map(Number);
  const later = useQueries({
    queries: numbers.filter((block) => block > 0).map((block) => ({ ...blockQuery(list, search, block), enabled: atRest })),
  });
  const found = new Map([first.data, ...later.map(({ data }) => data)].flatMap((block) => (block ? [[block.offset, block]] : [])));
  const rowAt = (at: number): ListRow | undefined => {
    const offset = at - (at % rowsPerBlock);
    return found.get(offset)?.rows[at - offset];
  };
  return { first, blocks: [...found.values()], rowAt, failed: later.find(({ error, data }) => error && !data) };
}
