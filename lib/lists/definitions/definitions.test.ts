import { describe, expect, it } from "vitest";
import { listNames } from "../types";
import { definitions } from "./index";

describe.each(listNames)("the list of %s", (name) => {
  const list = definitions[name];
  const ids = list.columns.map(({ id }) => id);

  it("is told by its name, has each column once and none that the address uses for something else", () => {
    expect(list.name).toBe(name);
    expect(new Set(ids).size).toBe(ids.length);
    for (const taken of ["q", "sort", "columns", "offset", "format"]) expect(ids).not.toContain(taken);
  });

  it("has one column that names the row, and is ordered by one that can be sorted", () => {
    expect(list.columns.filter(({ rowHeader }) => rowHeader)).toHaveLength(1);
    expect(list.columns.find(({ id }) => id === list.sort.column)?.sortable).toBe(true);
  });

  it("says the words of every choice, and sums nothing but money", () => {
    for (const { kind, choices, totaled } of list.columns) {
      expect(kind === "choice").toBe(choices !== undefined);
      if (totaled) expect(kind).toBe("money");
    }
  });
});
