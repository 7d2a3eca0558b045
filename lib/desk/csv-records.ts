import { Readable } from "node:stream";
import { parse } from "csv-parse";

const chunk = 64 * 1024;

function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunk) yield text.slice(at, at + chunk);
}

/** The records of a CSV text one by one, its head among them, without holding up the process. Throws CsvError where it is none. */
export const csvRecords = (text: string): AsyncIterable<string[]> =>
  Readable.from(chunks(text)).pipe(parse({ bom: true, relax_column_count: true, skip_empty_lines: true }));
