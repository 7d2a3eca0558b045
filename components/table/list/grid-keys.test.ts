import { expect, it } from "vitest";
import { placeAfter } from "./grid-keys";

const bounds = { rows: 1000, columns: 5, page: 20 };
const press = (key: string, row: number, column: number, ctrlKey = false) => {
  const place = placeAfter({ row, column }, { key, ctrlKey }, bounds);
  return place && [place.row, place.column];
};

it.each([
  ["ArrowDown", [4, 2], [5, 2]],
  ["ArrowDown", [999, 2], [999, 2]],
  ["ArrowUp", [0, 2], [-1, 2]],
  ["ArrowUp", [-1, 2], [-1, 2]],
  ["ArrowRight", [4, 4], [4, 4]],
  ["ArrowLeft", [4, 1], [4, 0]],
  ["ArrowLeft", [4, 0], [4, 0]],
  ["PageDown", [990, 1], [999, 1]],
  ["PageUp", [5, 1], [0, 1]],
  ["PageUp", [-1, 1], [-1, 1]],
  ["Home", [4, 3], [4, 0]],
  ["End", [4, 3], [4, 4]],
])("%s leads from %j to %j", (key, [row, column], to) => expect(press(key, row!, column!)).toEqual(to));

it("goes to the ends of the whole with Ctrl, and nowhere with other keys", () => {
  expect(press("End", 4, 3, true)).toEqual([999, 4]);
  expect(press("Home", 500, 3, true)).toEqual([0, 0]);
  expect(press("x", 4, 3)).toBeNull();
});

it("stays in the head of a grid without rows", () => {
  expect(placeAfter({ row: -1, column: 1 }, { key: "End", ctrlKey: true }, { rows: 0, columns: 5, page: 20 })).toEqual({ row: -1, column: 4 });
});
