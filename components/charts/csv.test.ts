import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { guardCell } from "@/lib/csv-guard";
import { cents } from "@/lib/treasury/money";
import { csvOf } from "./csv";

const cell = fc.oneof(fc.string(), fc.constantFrom('a"b', "a,b", "a\r\nb", "=1+1"));

it("is read back as it was written, and is what the server would write", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const file = csvOf(["A", "B"], rows);
      const told = [["A", "B"], ...rows.map((row) => row.map(guardCell))];
      expect(parse(file, { bom: true, record_delimiter: "\r\n" })).toEqual(told);
      expect(parse(stringify(told, { bom: true, record_delimiter: "\r\n" }), { bom: true, record_delimiter: "\r\n" })).toEqual(told);
    }),
  );
});

it("writes cents to the cent and nothing for what is not known", () => {
  expect(csvOf(["Day", "Total"], [["2026-07-15", { cents: cents(-123456) }], ["2026-07-16", { cents: null }]])).toBe(
    "\ufeffDay,Total\r\n2026-07-15,-1234.56\r\n2026-07-16,\r\n",
  );
});
