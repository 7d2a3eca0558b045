import fc from "fast-check";
import { expect, test } from "vitest";
import { amountInWords } from "./amount-in-words";
import { cents } from "./money";

test.each([
  [250_000_000, "two million five hundred thousand dollars and 00 cents"],
  [0, "zero dollars and 00 cents"],
  [1, "zero dollars and 01 cent"],
  [100, "one dollar and 00 cents"],
  [101, "one dollar and 01 cent"],
  [1999, "nineteen dollars and 99 cents"],
  [2100, "twenty-one dollars and 00 cents"],
  [10_000, "one hundred dollars and 00 cents"],
  [11_507, "one hundred fifteen dollars and 07 cents"],
  [123_456_789, "one million two hundred thirty-four thousand five hundred sixty-seven dollars and 89 cents"],
  [100_000_000_010, "one billion dollars and 10 cents"],
  [-4050, "minus forty dollars and 50 cents"],
])("%d cents", (amount, expected) => expect(amountInWords(cents(amount))).toBe(expected));

const values: Record<string, number> = Object.fromEntries(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ")
    .map((word, i) => [word, i]),
);
"twenty thirty forty fifty sixty seventy eighty ninety".split(" ").forEach((word, i) => (values[word] = 20 + 10 * i));
const sizes: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** Reads the words back, by another way than they are written. */
function readBack(text: string): number {
  const [, dollars, rest] = /^(.+) dollars? and (\d\d) cents?$/.exec(text)!;
  let total = 0;
  let group = 0;
  for (const word of dollars!.split(/[ -]/)) {
    if (word === "hundred") group *= 100;
    else if (sizes[word]) {
      total += group * sizes[word];
      group = 0;
    } else group += values[word]!;
  }
  return (total + group) * 100 + Number(rest);
}

test("says every amount so that it can be read back", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_000_000_000_000_00 }),
      (amount) => void expect(readBack(amountInWords(cents(amount)))).toBe(amount),
    ),
  );
});
