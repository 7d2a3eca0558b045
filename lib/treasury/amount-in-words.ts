import type { Cents } from "./money";

const ones = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const scales: [number, string][] = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
  [1e3, "thousand"],
  [100, "hundred"],
];

function words(value: number): string {
  if (value < 20) return ones[value]!;
  if (value < 100) return tens[Math.trunc(value / 10)]! + (value % 10 ? `-${ones[value % 10]}` : "");
  const [size, name] = scales.find(([scale]) => value >= scale)!;
  const rest = value % size;
  return `${words(Math.trunc(value / size))} ${name}${rest ? ` ${words(rest)}` : ""}`;
}

/**
 * `two million five hundred thousand dollars and 00 cents`: a second spelling of an amount (US cents), so that a slip of
 * one digit is seen. Dollars in words, cents in two digits, as on a US cheque.
 */
export function amountInWords(amount: Cents): string {
  const dollars = Math.trunc(Math.abs(amount) / 100);
  const rest = Math.abs(amount) % 100;
  const text = `${words(dollars)} ${dollars === 1 ? "dollar" : "dollars"} and ${String(rest).padStart(2, "0")} ${rest === 1 ? "cent" : "cents"}`;
  return amount < 0 ? `minus ${text}` : text;
}
