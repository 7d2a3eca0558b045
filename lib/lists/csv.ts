import { csvLine } from "@/lib/csv-cell";
import { guardCell } from "@/lib/csv-guard";
import { cents, plainCents } from "@/lib/treasury/money";
import type { Cell, ListColumn, ListRow } from "./types";

type PocketName = (id: string) => string;

/** A cell as people read it: the word of a choice, the name of a pocket. */
export const wordOf = ({ kind, choices }: ListColumn, cell: string, pocketName: PocketName): string =>
  kind === "pocket" ? pocketName(cell) : kind === "choice" ? (choices?.[cell] ?? cell) : cell;

function csvCell(column: ListColumn, cell: Cell, pocketName: PocketName): string {
  if (cell === null) return "";
  if (column.kind === "money") return plainCents(cents(cell as number));
  if (column.kind === "number" || column.kind === "instant" || column.kind === "day") return String(cell);
  return guardCell(wordOf(column, String(cell), pocketName));
}

/** The first line of a file. An instant says by which clock it is told. */
export const headOf = (columns: readonly ListColumn[], zone: string): string[] =>
  columns.map(({ header, kind }) => (kind === "instant" ? `${header} (${zone})` : header));

/** Rows as lines of CSV (RFC 4180). */
export const csvRows = (columns: readonly ListColumn[], rows: Iterable<ListRow>, pocketName: PocketName): string => {
  let text = "";
  for (const { cells } of rows) text += csvLine(columns.map((column) => csvCell(column, cells[column.id] ?? null, pocketName)));
  return text;
};

/** The first line of CSV. Instants are written with their zone, UTC. */
export const csvHead = (columns: readonly ListColumn[]): string => csvLine(headOf(columns, "UTC").map(guardCell));

/** Rows that are at hand, the same as in a file of the server's. */
export const csvOf = (columns: readonly ListColumn[], rows: Iterable<ListRow>, pocketName: PocketName): string =>
  csvHead(columns) + csvRows(columns, rows, pocketName);
