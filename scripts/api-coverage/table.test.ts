import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contract } from "@/lib/jiko/contract";
import { journeysOf, lookAround } from "./evidence";
import { coverageFile, coverageRows, coverageTable } from "./table";

const rows = coverageRows(lookAround());

describe("the coverage table", () => {
  it("is current: run npm run coverage-table", () => {
    expect(readFileSync(coverageFile, "utf8")).toBe(coverageTable(rows));
  });

  it("has a row for each of the 69 operations that are known", () => {
    expect(rows).toHaveLength(69);
    expect(new Set(rows.map(({ method, path }) => `${method} ${path}`)).size).toBe(69);
    for (const { id } of contract) expect(rows.some((row) => row.id === id), id).toBe(true);
  });

  it("has no empty cell", () => {
    for (const row of rows) for (const [column, value] of Object.entries(row)) expect(value, `${row.id}: ${column}`).toBeTruthy();
  });
});

it("reads the tags of a journey", () => {
  const text = `test("a, \\"b\\" and c", { tag: ["@reports.list", "@reports.get"] }, async () => {});
    test('d', { tag: "@team.list" }, async () => {}); test("without", async () => {});`;
  expect(journeysOf("e2e/x.spec.ts", text)).toEqual([
    { file: "e2e/x.spec.ts", title: 'a, "b" and c', tags: ["reports.list", "reports.get"] },
    { file: "e2e/x.spec.ts", title: "d", tags: ["team.list"] },
  ]);
});
