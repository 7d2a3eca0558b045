/** US dollar cents: an integer, never a fraction, exact up to 90 trillion dollars. */
export type Cents = number & { readonly __unit: "US cents" };

/** Brands an integer as cents. A fraction, NaN or a number past exactness is a programming error. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number of cents: ${value}`);
  return (value === 0 ? 0 : value) as Cents;
}

export const sum = (amounts: Iterable<Cents>): Cents => cents([...amounts].reduce((total: number, one) => total + one, 0));

const digits = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `$2,500,000.00`, with a minus sign (U+2212) in front where it is negative. */
export function formatCents(amount: Cents): string {
  const value = Math.abs(amount);
  const whole = Math.trunc(value / 100);
  // Dollars and cents are written apart: a division of large amounts would go through a float.
  return `${amount < 0 ? "\u2212" : ""}$${digits.format(whole).slice(0, -2)}${String(value % 100).padStart(2, "0")}`;
}

/** An amount in hundredths of a currency: `$2,500,000.00`, and `2,500,000.00 EUR` for what is no US dollar. */
export const formatMoney = ({ value, currency }: { value: Cents; currency: string }): string =>
  currency === "USD" ? formatCents(value) : `${formatCents(value).replace("$", "")} ${currency}`;

/** `2500000.00`, as files and inputs carry it. */
export function plainCents(amount: Cents): string {
  const value = Math.abs(amount);
  return `${amount < 0 ? "-" : ""}${Math.trunc(value / 100)}.${String(value % 100).padStart(2, "0")}`;
}

/** `$2.50M`, for tiles and axes alone; the exact amount must be one hover or focus away. */
export function roundedCents(amount: Cents): string {
  const value = Math.abs(amount) / 100;
  const [scale, unit] = value >= 1e9 ? [1e9, "B"] : value >= 1e6 ? [1e6, "M"] : value >= 1e3 ? [1e3, "K"] : [1, ""];
  return `${amount < 0 ? "\u2212" : ""}$${digits.format(value / scale)}${unit}`;
}

export type ParsedAmount = { ok: true; cents: Cents } | { ok: false; message: string };

/** More than this in one field is a slip of the finger: ten billion dollars. */
const largest = 1_000_000_000_000;

/**
 * Reads an amount that a person typed, in US form: digits, optionally grouped in threes by commas, optionally a point and
 * one or two digits, optionally a dollar sign in front. Everything else is refused with a sentence; nothing is rounded.
 */
export function parseAmount(typed: string): ParsedAmount {
  const refuse = (message: string): ParsedAmount => ({ ok: false, message });
  const text = typed.trim();
  if (text === "") return refuse("Enter an amount.");
  const found = /^\$? ?((?:[1-9]\d{0,2}(?:,\d{3})+)|\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) {
    if (/^[-\u2212]/.test(text)) return refuse("Enter an amount above zero, without a minus sign.");
    if (/\.\d{3},|,\d{1,2}$/.test(text)) return refuse("Write cents after a point and thousands with commas, like 1,234.56.");
    if (/,/.test(text)) return refuse("Commas may only group thousands, like 1,234,567.00.");
    return refuse("Use digits, with a point before the cents, like 1,234.56.");
  }
  const [, dollars = "", fraction = ""] = found;
  if (fraction.length > 2) return refuse("An amount has at most two digits after the point.");
  const value = Number(dollars.replaceAll(",", "")) * 100 + Number(fraction.padEnd(2, "0"));
  if (!Number.isSafeInteger(value) || value > largest) return refuse("This is more than $10,000,000,000.00.");
  if (value === 0) return refuse("Enter an amount above zero.");
  return { ok: true, cents: cents(value) };
}
