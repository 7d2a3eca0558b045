import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ListColumn, ListFilter, ListName, ListQuery, ListRow } from "@/lib/lists/types";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import type { MirrorKind } from "../mirror/types";
import { lists } from "./index";
import { batches, block } from "./query";
import { keep, plainly, random, things, type Known } from "./testing";
import { totals } from "./totals";
import type { DeskList } from "./types";

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());

const copied = ["transactions", "trades", "transfers", "wires", "counterparties"] as const;

async function scene(name: (typeof copied)[number], count: number) {
  const list = lists.get(name)!;
  const { copy } = list.of as { copy: MirrorKind };
  const [customerId, stranger] = [randomUUID(), randomUUID()];
  const rows = things(copy, count, random(7));
  await keep(customerId, copy, rows);
  await keep(stranger, copy, things(copy, 30, random(8)));
  const known = rows.map((row): Known => ({ row: list.row({ ...row, at: new Date(row.at) } as never), search: row.search }));
  return { list, customerId, known };
}

/** Filters that a person could have made, with values that some rows have. */
function filterOf({ id, kind }: ListColumn, known: readonly Known[]): fc.Arbitrary<ListFilter> {
  const values = [...new Set(known.map(({ row }) => row.cells[id]).filter((cell) => cell !== null && cell !== undefined))].slice(0, 60);
  const some = fc.constantFrom(...(values.length > 0 ? values : ["none"]));
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
  switch (kind) {
    case "text": {
      const words = fc.tuple(some, fc.nat(12)).map(([text, length]) => String(text).slice(0, length + 1));
      return fc.oneof(words, fc.constantFrom("x' | 'a", "'; drop table mirror_item; --", "=title=rent", "\\")).map((typed) => ({ column: id, words: typed }));
    }
    case "money":
    case "number": {
      const end = maybe(some.map((value) => Math.abs(Number(value)) || 0));
      return fc.tuple(end, end).map(([from, to]) => ({ column: id, from, to }));
    }
    case "instant":
    case "day": {
      const end = maybe(fc.integer({ min: 0, max: 120 }).map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10)));
      return fc.tuple(end, end).map(([firstDay, lastDay]) => ({ column: id, firstDay, lastDay }));
    }
    default:
      return fc.uniqueArray(some, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ column: id, anyOf: anyOf.map(String) }));
  }
}

function queries({ definition }: DeskList<never>, known: readonly Known[]): fc.Arbitrary<ListQuery> {
  const filterable = definition.columns.filter((one) => one.filterable);
  const sortable = definition.columns.filter((one) => one.sortable);
  const filter = fc.constantFrom(...filterable).chain((column) => filterOf(column, known));
  return fc.record({
    filters: fc.uniqueArray(filter, { maxLength: 2, selector: (one) => one.column }),
    search: fc.option(fc.constantFrom("rent", "cafe mul", "title", "2efef45d", "1234.5", "'&|!"), { nil: null, freq: 3 }),
    sort: fc.record({ column: fc.constantFrom(...sortable).map((one) => one.id), descending: fc.boolean() }),
  });
}

async function exported(list: DeskList<never>, customerId: string, query: ListQuery): Promise<ListRow[]> {
  const all: ListRow[] = [];
  for await (const rows of batches(list, customerId, query, new AbortController().signal, 7)) all.push(...rows);
  return all;
}

async function blocks(list: DeskList<never>, customerId: string, query: ListQuery): Promise<ListRow[]> {
  const all: ListRow[] = [];
  for (;;) {
    const { rows, more } = await block(list, customerId, query, all.length);
    all.push(...rows);
    if (!more) return all;
  }
}

describe.each(copied)("the list of %s", (name) => {
  it("leaves and orders what a plain filter does, block by block, in the file and in its totals", async () => {
    const { list, customerId, known } = await scene(name, 230);
    await fc.assert(
      fc.asyncProperty(queries(list, known), async (query) => {
        const expected = plainly(list, known, query);
        const rows = await exported(list, customerId, query);
        expect(rows.map(({ id }) => id)).toEqual(expected);
        expect(await blocks(list, customerId, query)).toEqual(rows);
        const { count, sums, without } = await totals(list, customerId, query);
        expect(count).toBe(rows.length);
        for (const [column, sum] of Object.entries(sums)) {
          const amounts = rows.map(({ cells }) => cells[column] as number | null);
          const total = (sign: number) => amounts.reduce<number>((all, one) => all + Math.max(0, (one ?? 0) * sign), 0);
          expect(sum).toEqual({ in: total(1), out: total(-1), net: total(1) - total(-1) });
          expect(without[column]).toBe(amounts.filter((one) => one === null).length);
        }
      }),
      { numRuns: 120, seed: 1 },
    );
  });
});

it("finds words that are too rare to be met by going through the list", async () => {
  const { list, customerId, known } = await scene("transactions", 2_600);
  const last = plainly(list, known, { filters: [], search: null, sort: list.definition.sort }).at(-1)!;
  const of = (column: string, words: string): ListFilter => ({ column, words });
  for (const [search, ...filters] of [
    [last],
    [`${last} ${known.find(({ row }) => row.id === last)!.row.cells.title}`],
    [null, of("title", "rent"), of("text", "cafe")],
    ["zurich rent", of("title", "ohio")],
    ["nowhere"],
    ["rent nowhere"],
    [last.slice(0, 2)],
    ["hyperlink x", { column: "type", anyOf: ["FEE"] } as ListFilter],
  ] as [string | null, ...ListFilter[]][]) {
    for (const sort of [list.definition.sort, { column: "amount", descending: false }, { column: "title", descending: true }]) {
      const query = { filters, search, sort };
      const expected = plainly(list, known, query);
      expect((await blocks(list, customerId, query)).map(({ id }) => id)).toEqual(expected);
      expect((await totals(list, customerId, query)).count).toBe(expected.length);
    }
  }
});

it("shows of a payee's account the ending alone", async () => {
  const { list, customerId } = await scene("counterparties", 20);
  const { rows } = await block(list, customerId, { filters: [], search: null, sort: list.definition.sort }, 0);
  expect(JSON.stringify(rows)).not.toContain("00012345");
  expect(new Set(rows.map(({ cells }) => cells.account))).toEqual(new Set(["6789", "0000"]));
});

it.each(copied.map((name): [ListName] => [name]))("has a cell for every column of %s", async (name) => {
  const { known, list } = await scene(name as (typeof copied)[number], 40);
  const ids = list.definition.columns.map(({ id }) => id).toSorted();
  for (const { row } of known) expect(Object.keys(row.cells).toSorted()).toEqual(ids);
});
