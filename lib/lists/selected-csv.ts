import { cents, plainCents } from "@/lib/treasury/money";
import type { Cell, ListColumn, ListRow } from "./types";

/** A spreadsheet takes a text that begins like this for a formula (OWASP, "CSV injection"), full-width signs among them. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;

function plainCell({ kind, choices }: ListColumn, value: Cell, pocketName: (id: string) => string): string {
  if (value === null) return "";
  if (kind === "money") return plainCents(cents(Number(value)));
  if (kind === "number") return String(value);
  const text = kind === "pocket" ? pocketName(String(value)) : kind === "choice" ? (choices?.[String(value)] ?? String(value)) : String(value);
  return formula.test(text) ? `'${text}` : text;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as CSV (RFC 4180), with the columns that are shown. */
export const selectedCsv = (columns: readonly ListColumn[], rows: Iterable<ListRow>, pocketName: (id: string) => string): string =>
  [columns.map(({ header }) => header), ...[...rows].map(({ cells }) => columns.map((column) => plainCell(column, cells[column.id] ?? null, pocketName)))]
    .map((line) => `${line.map(quoted).join(",")}\r\n`)
    .join("");
