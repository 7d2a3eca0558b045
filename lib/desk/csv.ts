import { stringify } from "csv-stringify/sync";
import { plainCents, type Cents } from "@/lib/treasury/money";

/** A cell: text from people or from Jiko, or cents, written `-1234.56`; null is empty. */
export type Cell = string | { cents: Cents | null } | null;

/** A spreadsheet takes a text that begins like this for a formula (OWASP, "CSV injection"), full-width signs among them. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;

/** A text as a cell that no spreadsheet runs: what begins like a formula gets an apostrophe in front. */
export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

const write = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "string") return guardCell(cell);
  return cell.cents === null ? "" : plainCents(cell.cents);
};

/** A CSV file (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read accents right. */
export const csvFile = (header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array =>
  new TextEncoder().encode(stringify([[...header], ...rows.map((row) => row.map(write))], { bom: true, record_delimiter: "\r\n" }));
