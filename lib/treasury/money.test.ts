import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, formatCents, parseAmount, plainCents, roundedCents } from "./money";

const read = (text: string) => {
  const parsed = parseAmount(text);
  return parsed.ok ? parsed.cents : null;
};
const amounts = fc.integer({ min: 1, max: 1_000_000_000_000 }).map(cents);

describe("the amount grammar", () => {
  test.each([
    ["12.5", 1250],
    ["12.50", 1250],
    ["1,234.56", 123456],
    ["$1,234.56", 123456],
    ["$ 5", 500],
    ["0.01", 1],
    [" 2500000 ", 250000000],
    ["007", 700],
  ])("reads %j as %d cents", (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    "", " ", "1.234,56", "12.345", "1e5", "-1", "\u22121", "∞", "NaN", "１２", "١٢", "1,23", "12,34,567", "1 234", ".5", "5.", "0", "0.00",
    "1,234,56", "+1", "0x10", "10000000000.01", "$", "1.5$", "US$5", "1_000", "1\u00a0000", "١.٥",
  ])("refuses %j with a sentence", (text) => {
    const parsed = parseAmount(text);
    expect(parsed).toMatchObject({ ok: false, message: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test("reads back whatever is written, in every form it is written in", () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(read(plainCents(amount))).toBe(amount);
        expect(read(formatCents(amount))).toBe(amount);
      }),
    );
  });

  test("never rounds: what it accepts has the same digits as what was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,$ e-") }), (text) => {
        const amount = read(text);
        if (amount === null) return;
        const [dollars = "", fraction = ""] = text.trim().replace(/^\$ ?/, "").replaceAll(",", "").split(".");
        expect(plainCents(amount)).toBe(`${BigInt(dollars)}.${fraction.padEnd(2, "0")}`);
      }),
      { numRuns: 5000 },
    );
  });

  test("arbitrary text is read or refused, never thrown on", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseAmount(text)));
  });
});

test("amounts are written with both cents and a real minus sign", () => {
  expect(formatCents(cents(250000000))).toBe("$2,500,000.00");
  expect(formatCents(cents(-5))).toBe("\u2212$0.05");
  expect(formatCents(cents(9007199254740991))).toBe("$90,071,992,547,409.91");
  expect(roundedCents(cents(250000000))).toBe("$2.50M");
});

test("a fraction of a cent is refused", () => {
  expect(() => cents(0.5)).toThrow(RangeError);
  expect(Object.is(cents(-0), 0)).toBe(true);
});
