import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginnings, searchQuery, searchText, wordsOf } from "./words";

describe("the words of a search", () => {
  it.each([
    ["Café Müller, Ltd.", ["cafe", "muller", "ltd"]],
    ["$1,234,567.80", ["1234567.80"]],
    ["20260715MMQFMP0A000123", ["20260715mmqfmp0a000123"]],
    ["2efef45d-fd45-4101-b3fb-f90d99c2c7c7", ["2efef45d-fd45-4101-b3fb-f90d99c2c7c7"]],
    ["-- 'x'; | & ! ( )", ["x"]],
    ["", []],
  ])("of %s", (text, words) => expect(wordsOf(text)).toEqual(words));

  it("hold nothing that a query could take for an operator, and meet what was stored", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const some = beginnings(text);
        expect(some).toEqual([...new Set(wordsOf(text))]);
        if (some.length === 0) return;
        expect(searchQuery(some)).toMatch(/^'[\p{L}\p{N}.-]+':\*( & '[\p{L}\p{N}.-]+':\*)*$/u);
        const stored = searchText([text]).split(" ");
        for (const word of wordsOf(text)) expect(stored).toContain(word);
      }),
    );
  });

  it("are stored once each, and nothing of what is not there", () => {
    expect(searchText(["Wire out", null, undefined, "wire OUT 12"])).toBe("wire out 12");
  });
});
