import { expect, it } from "vitest";
import type { ListRow } from "@/lib/lists/types";
import { extended, nothingSelected, sumsOf, toggled } from "./selection";

const row = (at: number, amount: number | null = at * 100): ListRow => ({ id: `r${at}`, href: null, cells: { amount } });
const ids = ({ rows }: { rows: ReadonlyMap<string, ListRow> }) => [...rows.keys()].sort();

it("ticks and takes back", () => {
  const once = toggled(nothingSelected, row(3), 3);
  expect(ids(once)).toEqual(["r3"]);
  expect(ids(toggled(once, row(3), 3))).toEqual([]);
  expect(nothingSelected.rows.size).toBe(0);
});

it("extends from the anchor in both directions, over what is here", () => {
  const here = (at: number) => (at === 6 ? undefined : row(at));
  const start = toggled(nothingSelected, row(5), 5);
  expect(ids(extended(start, 7, 8, here))).toEqual(["r5", "r7", "r8"]);
  expect(ids(extended(start, 4, 3, here))).toEqual(["r3", "r4", "r5"]);
  expect(ids(extended(nothingSelected, 2, 3, here))).toEqual(["r2", "r3"]);
});

it("sums signed cents, and nothing for rows without an amount", () => {
  expect(sumsOf([row(1), row(2, -50), row(3, null)], ["amount"])).toEqual({ amount: 50 });
  expect(sumsOf([], ["amount"])).toEqual({ amount: 0 });
});
