import { expect, it } from "vitest";
import { blocksOf, rowCount } from "./blocks";

it.each([
  [{ first: 0, end: 30 }, [0]],
  [{ first: 80, end: 120 }, [0, 1]],
  [{ first: 100, end: 200 }, [1]],
  [{ first: 0, end: 0 }, [0]],
  [{ first: 99_990, end: 100_000 }, [999]],
])("%j lies in the blocks %j", (span, blocks) => expect(blocksOf(span)).toEqual(blocks));

it.each([
  ["what has come and the next block, while nothing is counted", { end: 100, more: true }, undefined, 200],
  ["all that is counted", { end: 100, more: true }, 53_210, 53_210],
  ["what there is, where the list has ended", { end: 37, more: false }, undefined, 37],
  ["what there is, where a count is older than the end", { end: 37, more: false }, 36, 37],
  ["what has come, where a count is older", { end: 300, more: true }, 250, 300],
  ["not more than can be scrolled through", { end: 100, more: true }, 1_000_000, 100_000],
])("lets %s be scrolled to", (_, reached, counted, rows) => expect(rowCount(reached, counted)).toBe(rows));
