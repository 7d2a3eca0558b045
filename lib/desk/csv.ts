import { stringify } from "csv-stringify/sync";
import { guardCell } from "@/lib/csv-guard";
import { plainCents, type Cents } from "@/lib/treasury/money";

/** A cell: text from people or from Jiko, or cents, written `-1234.56`; null is empty. */
export type Cell = string | { cents: Cents | null } | null;

const write = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "string") return guardCell(cell);
  return cell.cents === null ? "" : plainCents(cell.cents);
};

/** A CSV file (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read accents right. */
export const csvFile = (header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array =>
  new TextEncoder().encode(stringify([[...header], ...rows.map((row) => row.map(write))], { bom: true, record_delimiter: "\r\n" }));
