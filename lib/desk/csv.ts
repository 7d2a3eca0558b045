import { stringify } from "csv-stringify/sync";
import { writeCell, type Cell } from "@/lib/csv-cell";

/** A CSV file (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read accents right. */
export const csvFile = (header: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array =>
  new TextEncoder().encode(stringify([[...header], ...rows.map((row) => row.map(writeCell))], { bom: true, record_delimiter: "\r\n" }));
