import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import yauzl from "yauzl";
import { cents } from "@/lib/treasury/money";
import { columnName, xlsxCell, type XlsxCell } from "./cells";
import { xlsxOf } from "./workbook";

async function sheetOf(rows: XlsxCell[][], most?: number): Promise<string> {
  async function* one() {
    yield rows;
  }
  const zip = await yauzl.fromBufferPromise(await buffer(xlsxOf({ name: "A [list]", head: ["a"], rows: one(), timeZone: "America/New_York", most })));
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === "xl/worksheets/sheet1.xml") return (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
  }
  throw new Error("There is no sheet");
}

it.each([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [701, "ZZ"],
  [702, "AAA"],
])("names column %i %s", (place, name) => expect(columnName(place)).toBe(name));

it.each<[XlsxCell, string]>([
  [{ cents: cents(-123_456_789_012_345) }, '<c r="B7" s="1"><v>-1234567890123.45</v></c>'],
  [{ decimal: "0.0378" }, '<c r="B7" s="0"><v>0.0378</v></c>'],
  [{ day: "2026-02-28" }, '<c r="B7" s="3"><v>46081</v></c>'],
  [{ text: '=1+1 & <b> _x0041_ \u0001"' }, '<c r="B7" s="0" t="inlineStr"><is><t xml:space="preserve">=1+1 &amp; &lt;b&gt; _x005F_x0041_ "</t></is></c>'],
  [null, ""],
])("writes %j", (cell, xml) => expect(xlsxCell("B7", cell, () => "0")).toBe(xml));

it("ends with a sentence where a sheet can hold no more", async () => {
  const row = (decimal: number): XlsxCell[] => [{ decimal: String(decimal) }];
  const full = await sheetOf([row(1), row(2), row(3), row(4)], 4);
  expect(full).toContain('<v>2</v></c></row><row r="4"><c r="A4" s="0" t="inlineStr"><is><t xml:space="preserve">A workbook holds 4 rows, so the list ends here.');
  expect(full).not.toContain("<v>3</v>");
  expect(await sheetOf([row(1), row(2)], 4)).not.toContain("A workbook holds");
});
