import { expect, it } from "vitest";
import { rowsToKeep } from "./row-window";

it("keeps the row that has the focus, in its order", () => {
  expect(rowsToKeep({ first: 5, end: 8 }, 2)).toEqual([2, 5, 6, 7]);
  expect(rowsToKeep({ first: 5, end: 8 }, 6)).toEqual([5, 6, 7]);
  expect(rowsToKeep({ first: 5, end: 8 }, 900)).toEqual([5, 6, 7, 900]);
  expect(rowsToKeep({ first: 0, end: 2 }, -1)).toEqual([0, 1]);
});
