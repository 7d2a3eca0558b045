import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { readSheet } from "read-excel-file/node";
import { expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import type { XlsxCell } from "./cells";
import { xlsxOf } from "./workbook";

/** What a program that has nothing in common with the desk's writer finds in a file of these batches. */
async function readBack(head: readonly string[], batches: readonly (readonly XlsxCell[])[][]): Promise<readonly (readonly unknown[])[]> {
  async function* rows() {
    yield* batches;
  }
  const file = await buffer(xlsxOf({ name: "Transactions", head, rows: rows(), timeZone: "America/New_York" }));
  return readSheet(file, { trim: false });
}

const text = (one: string): XlsxCell => ({ text: one });

it.each([
  ...["=1+1", "+1614", "-cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("https://example.com")', "'=1"],
  ...["<&>", "a & b < c > d", '"quoted"', "&amp;", "<f>1</f>", "]]>", "_x0041_", "_x000D_"],
  ...["one\ntwo", "one\r\ntwo\rthree", "\ttab", "  blanks  ", "Zürich AG", "日本 🏦 👩‍💼", "0012", "1e5", "TRUE", "2026-07-15"],
])("reads the text %j as it was", async (one) => expect(await readBack(["Text"], [[[text(one)]]])).toEqual([["Text"], [one]]));

it("reads any text that a workbook can hold as it was", async () => {
  const some = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(some, async (texts) => {
      const held = texts.map((one) => `.${one.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")}`);
      expect(await readBack(["Text"], [held.map((one) => [text(one)])])).toEqual([["Text"], ...held.map((one) => [one])]);
    }),
    { numRuns: 30 },
  );
});

it("reads amounts to the cent, decimals, days and times by the zone's clock, over several batches", async () => {
  const amounts = [0, 1, -1, 5, -99, 100, 123_456_789, -123_456_789, 9_007_199_254_740, 70_368_744_177_663].map(cents);
  const instants = [
    ["2026-07-15T18:02:03.000Z", "2026-07-15T14:02:03.000Z"],
    ["2026-01-15T04:59:59.000Z", "2026-01-14T23:59:59.000Z"],
    // The hour that comes twice, and the one that does not come, where clocks are changed.
    ["2026-11-01T05:30:00.000Z", "2026-11-01T01:30:00.000Z"],
    ["2026-11-01T06:30:00.000Z", "2026-11-01T01:30:00.000Z"],
    ["2026-03-08T07:00:00.000Z", "2026-03-08T03:00:00.000Z"],
  ] as const;
  const days = ["2024-02-29", "2026-07-15", "2026-12-31"];
  const rows = Array.from({ length: 3_000 }, (_, i) => ({
    amount: amounts[i % amounts.length]!, decimal: `${i}.${String(i % 10_000).padStart(4, "0")}`,
    instant: instants[i % instants.length]!, day: days[i % days.length]!, filled: i % 7 !== 0,
  }));
  const cells = rows.map(({ amount, decimal, instant, day, filled }, i): XlsxCell[] => [
    ...[text(`row ${i}`), filled ? { cents: amount } : null, { decimal }, { instant: instant[0] }, { day }],
  ]);
  const head = ["Text", "Amount", "Price", "Booked", "Day"];
  const [first, ...read] = await readBack(head, [cells.slice(0, 2_000), [], cells.slice(2_000)]);
  expect(first).toEqual(head);
  expect(read).toEqual(
    rows.map(({ amount, decimal, instant, day, filled }, i) => [
      ...[`row ${i}`, filled ? amount / 100 : null, Number(decimal), new Date(instant[1]), new Date(`${day}T00:00:00Z`)],
    ]),
  );
});
