import "server-only";
import type { Fault } from "@/lib/audit/verify";
import { redact } from "@/lib/redact";

/** A row as an entry says that it must be: the record's words for its columns. */
export type Told = Record<string, string | number | null>;

export interface OnRecord {
  /** Of the entry. */
  position: number;
  told: Told;
}

/** The text as the record has it, which takes no secrets and no account numbers. */
export const asRecorded = (text: string | null): string | null => (text === null ? null : (redact(text) as string));

/** The first column in which a row differs; null where it is as it was put on record. */
export const differs = (row: Told, told: Told): string | null => Object.keys(told).find((name) => row[name] !== told[name]) ?? null;

export const inserted = (what: string): Fault => ({ position: null, fault: `${what} in the table does not hold: no entry bears it out` });
export const altered = (what: string, { position }: OnRecord, column: string): Fault => ({
  position, fault: `${what} in the table does not hold: its ${column} is not what entry ${position} says`,
});
export const removed = (what: string, { position }: OnRecord): Fault => ({ position, fault: `${what} is on record and not in the table` });

/** Compares rows that an entry names by their id. */
export function compareById(what: string, rows: readonly { id: string; row: Told }[], known: ReadonlyMap<string, OnRecord>): Fault[] {
  const found = new Set(rows.map(({ id }) => id));
  const wrong = rows.flatMap(({ id, row }) => {
    const said = known.get(id);
    if (!said) return inserted(`${what} ${id}`);
    const column = differs(row, said.told);
    return column ? altered(`${what} ${id}`, said, column) : [];
  });
  const gone = [...known].filter(([id]) => !found.has(id)).map(([id, said]) => removed(`${what} ${id}`, said));
  return [...wrong, ...gone];
}
