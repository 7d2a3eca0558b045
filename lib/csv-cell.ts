import { guardCell } from "./csv-guard";
import { plainCents, type Cents } from "./treasury/money";

/** A cell: text from people or from Jiko, or cents, written `-1234.56`; null is empty. */
export type Cell = string | { cents: Cents | null } | null;

/** A cell as the text of a file. */
export const writeCell = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "string") return guardCell(cell);
  return cell.cents === null ? "" : plainCents(cell.cents);
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A line of a file that is made without the library, in the browser (RFC 4180). */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(",")}\r\n`;
