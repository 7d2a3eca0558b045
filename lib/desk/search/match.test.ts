import { describe, expect, it } from "vitest";
import { wordsOf } from "../mirror/words";
import { accountDigits, matches } from "./match";

describe("what is searched for", () => {
  it.each([
    ["oper", ["Operating"], true],
    ["sample sup", ["Sample Supplies LLC"], true],
    ["sup sample", ["Sample Supplies LLC"], true],
    ["1,234.56", ["1234.56"], true],
    ["koln", ["Beispiel Köln GmbH"], true],
    ["perating", ["Operating"], false],
    ["sample llp", ["Sample Supplies LLC"], false],
    ["", ["Operating"], false],
    ["x", [null, undefined], false],
  ])("%s in %j: %s", (text, texts, found) => {
    expect(matches(wordsOf(text), texts)).toBe(found);
  });

  it("is told to be an account number", () => {
    expect(["0001 2345 6789", "12-34", "6789", "678", "INV-4711", "12.34"].map(accountDigits)).toEqual(["000123456789", "1234", "6789", null, null, null]);
  });
});
