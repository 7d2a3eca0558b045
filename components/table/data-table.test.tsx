import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { columnsOf } from "./column";
import { DataTable } from "./data-table";

interface Row {
  id: string;
  name: string;
  value: number;
}

const columns = columnsOf<Row>([
  { id: "name", header: "Name", rowHeader: true, cell: (row) => row.name },
  { id: "value", header: "Value", align: "right", sort: (row) => row.value, cell: (row) => `$${row.value}` },
]);
const rows = [
  { id: "1", name: "Middle", value: 10 },
  { id: "2", name: "Small", value: 9 },
];
const written = (given: Row[] | undefined) =>
  renderToStaticMarkup(
    <DataTable caption="Things" columns={columns} rows={given} rowKey={(row) => row.id} href={(row) => `/things/${row.id}`} empty={<p>Nothing</p>} expected={3} />,
  );

describe("DataTable", () => {
  it("is a table with a caption, whose row headers link to the rows' pages, in the order given", () => {
    const html = written(rows);
    expect(html).toMatch(/<caption[^>]*>Things<\/caption>/);
    expect(html).toMatch(/<th[^>]*scope="row"[^>]*><a[^>]*href="\/things\/1"[^>]*>Middle<\/a>.*<a[^>]*href="\/things\/2"[^>]*>Small<\/a>/);
  });

  it("says which columns can be sorted, and of no other", () => {
    const heads = written(rows).match(/<th[^>]*scope="col"[^>]*>/g)!;
    expect(heads.map((head) => /aria-sort="(\w+)"/.exec(head)?.[1])).toEqual([undefined, "none"]);
  });

  it("keeps the place of rows that are on their way, and says when there are none", () => {
    expect(written(undefined)).toContain('aria-busy="true"');
    expect(written(undefined).match(/<tr/g)).toHaveLength(4);
    expect(written([])).toBe("<p>Nothing</p>");
  });
});
