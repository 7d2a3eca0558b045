import type { ListRow } from "@/lib/lists/types";

/** What is selected, by id. The rows themselves are kept: what was scrolled away is summed and copied all the same. */
export interface Selection {
  rows: ReadonlyMap<string, ListRow>;
  /** Where an extended selection begins; null before the first tick. */
  anchor: number | null;
}

export const nothingSelected: Selection = { rows: new Map(), anchor: null };

/** Ticks a row, or takes its tick back. */
export function toggled({ rows }: Selection, row: ListRow, at: number): Selection {
  const next = new Map(rows);
  if (!next.delete(row.id)) next.set(row.id, row);
  return { rows: next, anchor: at };
}

/** Ticks everything from the anchor to a row. Rows that are not here yet are left out. */
export function extended({ rows, anchor }: Selection, from: number, to: number, rowAt: (at: number) => ListRow | undefined): Selection {
  const start = anchor ?? from;
  const next = new Map(rows);
  for (let at = Math.min(start, to); at <= Math.max(start, to); at++) {
    const row = rowAt(at);
    if (row) next.set(row.id, row);
  }
  return { rows: next, anchor: start };
}

/** Sums of columns over what is selected, in cents. Cells without an amount add nothing. */
export function sumsOf(rows: Iterable<ListRow>, columns: readonly string[]): Record<string, number> {
  const all = [...rows];
  return Object.fromEntries(columns.map((id) => [id, all.reduce((sum, { cells }) => sum + Number(cells[id] ?? 0), 0)]));
}
