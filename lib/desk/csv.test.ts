import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { csvFile } from "./csv";

const read = (file: Uint8Array) => parse(Buffer.from(file), { bom: true }) as string[][];

describe("a CSV file", () => {
  it("holds amounts to the cent, and nothing where nothing is known", () => {
    const file = csvFile(["Name", "Amount"], [["Operating", { cents: cents(-123_456) }], [null, { cents: null }]]);
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(file)).toBe("\uFEFFName,Amount\r\nOperating,-1234.56\r\n,\r\n");
  });

  it("gives every text back as it was, and none that a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (texts) => {
        const [, row] = read(csvFile(texts.map(() => "x"), [texts]));
        row!.forEach((cell, i) => {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect([cell, cell.slice(1)]).toContain(texts[i]);
        });
      }),
    );
  });
});
