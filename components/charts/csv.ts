import { csvLine, writeCell, type Cell } from "@/lib/csv-cell";

/** The figures of a chart as a CSV file like those that the server makes: UTF-8 with a byte order mark, guarded cells. */
export const csvOf = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${[header, ...rows.map((row) => row.map(writeCell))].map(csvLine).join("")}`;
