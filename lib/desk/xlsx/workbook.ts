import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { columnName, serialIn, style, textCell, xlsxCell, type XlsxCell } from "./cells";
import { parts, sheetEnd, sheetStart, workbook } from "./parts";

/** What a sheet can hold (Excel's specification), its head and its last sentence among them. */
export const mostRows = 1_048_576;

export interface Sheet {
  name: string;
  head: readonly string[];
  /** Rows in batches, as they come. */
  rows: AsyncIterable<readonly (readonly XlsxCell[])[]>;
  timeZone: string;
  /** For tests: as if a sheet could hold no more than this. */
  most?: number;
}

/** Rows are handed on in pieces of about so many signs: what is larger stays in memory for longer than it is needed. */
const pieceLength = 65_536;

async function* sheetOf({ head, rows, timeZone, most = mostRows }: Sheet): AsyncGenerator<Buffer> {
  const serial = serialIn(timeZone);
  const names = head.map((_, place) => columnName(place));
  const first = head.map((text, i) => textCell(`${names[i]}1`, text, style.head)).join("");
  yield Buffer.from(`${sheetStart(head.length)}<row r="1">${first}</row>`);
  let place = 1;
  for await (const batch of rows) {
    let text = "";
    for (const row of batch) {
      place++;
      if (place === most) {
        const told = `A workbook holds ${most.toLocaleString("en-US")} rows, so the list ends here. The CSV file has all of it.`;
        yield Buffer.from(`${text}<row r="${place}">${textCell(`A${place}`, told)}</row>${sheetEnd}`);
        return;
      }
      text += `<row r="${place}">${row.map((cell, i) => xlsxCell(`${names[i]}${place}`, cell, serial)).join("")}</row>`;
      if (text.length > pieceLength) {
        yield Buffer.from(text);
        text = "";
      }
    }
    yield Buffer.from(text);
  }
  yield Buffer.from(sheetEnd);
}

/** A workbook of one sheet, written while its rows come. */
export function xlsxOf(sheet: Sheet): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  for (const [name, text] of Object.entries({ ...parts, "xl/workbook.xml": workbook(sheet.name) })) zip.addBuffer(Buffer.from(text), name);
  const rows = Readable.from(sheetOf(sheet), { objectMode: false });
  const give = (error: Error) => out.destroy(error);
  zip.on("error", give);
  rows.on("error", give);
  out.on("close", () => rows.destroy());
  // Sheets are repetitive: the fastest way to press them saves almost as much as the best.
  zip.addReadStream(rows, "xl/worksheets/sheet1.xml", { compressionLevel: 1 });
  zip.end();
  return out;
}
