import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { DeskProvider, type Desk } from "@/components/ui/desk";
import { transactions } from "@/lib/lists/definitions/transactions";
import type { ListRow } from "@/lib/lists/types";
import { ListGrid } from "./list-grid";
import { nothingSelected } from "./selection";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));

const columns = transactions.columns.filter(({ shown }) => shown);
const row = (at: number): ListRow => ({
  id: `row ${at}`,
  href: `/transactions/${at}`,
  cells: { booked: "2026-07-15T18:02:00Z", title: `Movement ${at}`, type: "WIRE", pocket: "0f7c2d9e-58a1", status: "SETTLED", direction: "DEBIT", amount: -1234 },
});

const written = (given: Partial<Parameters<typeof ListGrid>[0]> = {}) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <DeskProvider value={{ timeZone: "America/New_York" } as Desk}>
        <ListGrid
          {...{ list: transactions, columns, overrides: {}, count: 53_210, counted: true, search: "", sort: transactions.sort, busy: false }}
          {...{ selection: nothingSelected, onSort: () => undefined, onSelect: () => undefined, onSpan: () => undefined, rowAt: row, ...given }}
        />
      </DeskProvider>
    </QueryClientProvider>,
  );
const found = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1]);

it("says how long it is while few of its rows are in the document", () => {
  const html = written();
  expect(html).toContain('role="grid" aria-label="Transactions" aria-rowcount="53211" aria-colcount="8"');
  const rows = found(html, /role="row" aria-rowindex="(\d+)"/g);
  expect(rows.length).toBeLessThan(40);
  expect(rows.slice(0, 3)).toEqual(["1", "2", "3"]);
});

it("lays out no more rows of a very long list than a browser can, and tells of all", () => {
  const html = written({ count: 1_000_000 });
  expect(html).toContain('aria-rowcount="1000001"');
  const laidOut = Number(found(html, /--count:(\d+)/g)[0]);
  expect(laidOut * 36).toBeLessThan(33_000_000 / 8);
  expect(laidOut).toBeGreaterThan(100_000);
});

it("says that it does not know how long it is while that is counted", () => expect(written({ counted: false })).toContain('aria-rowcount="-1"'));

it("is one stop for the Tab key, and links lead nowhere by themselves", () => {
  const html = written();
  expect(html.match(/tabindex="0"/g)).toHaveLength(1);
  expect(html).toMatch(/role="rowheader"[^>]*><span[^>]*><a [^>]*tabindex="-1"[^>]*href="\/transactions\/0"|role="rowheader"[^>]*><span[^>]*><a [^>]*href="\/transactions\/0"/);
});

it("says by which column it is sorted, and of those that cannot be sorted nothing", () => {
  const heads = found(written(), /role="columnheader" aria-colindex="\d+"(?: aria-sort="(\w+)")?/g);
  expect(heads).toEqual([undefined, "descending", "none", "none", undefined, "none", "none", "none"]);
  expect(written({ onSort: null })).not.toContain("aria-sort");
});

it("keeps the place of rows that are on their way, and says which are selected", () => {
  const html = written({ count: 3, rowAt: (at) => (at === 1 ? undefined : row(at)), selection: { rows: new Map([["row 2", row(2)]]), anchor: 2 } });
  expect(found(html, /aria-rowindex="\d+" aria-selected="(\w+)"/g)).toEqual(["false", "false", "true"]);
  expect(html.match(/class="skeleton/g)?.length).toBe(columns.length);
  expect(html).toContain("\u2212$12.34");
});
