/**
 * What a text must not hold where money is named: controls, marks that reverse or hide text, fillers without a shape, and
 * code points that mean nothing. `Cf` are the format characters of Unicode, zero-width and direction marks among them.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/u;

/** A character by its code point: `U+200B`. */
export const codePoint = (character: string): string => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** The characters of a text that cannot be seen, each once. */
export const hiddenIn = (text: string): string[] => [...new Set([...text].filter((one) => hidden.test(one)))];

/** The text with what cannot be seen written as its code point, `[U+202E]`; ends of lines stay. */
export const withCodePoints = (text: string): string =>
  [...text].map((one) => (one !== "\n" && hidden.test(one) ? `[${codePoint(one)}]` : one)).join("");

/** The text as it is sent: composed (NFC), every sort of space a plain one, none at the ends or twice in a row. */
export const tidy = (typed: string): string => typed.normalize("NFC").replace(/\p{Zs}+/gu, " ").trim();

/** The text without what cannot be seen and in one line: for where it is told on, and nobody can look at its code points. */
export const visible = (text: string): string => tidy([...text].map((one) => (hidden.test(one) ? " " : one)).join(""));

/** A sentence about the first character that cannot be seen, named by its code point; null where there is none. */
export function hiddenFault(text: string): string | null {
  const found = hidden.exec(text);
  if (!found) return null;
  const before = text.slice(0, found.index).slice(-8).trim();
  const where = before ? ` after “${before}”` : "";
  return `There is a character that cannot be seen (${codePoint(found[0])})${where}. Type the text again instead of pasting it.`;
}

/** What is wrong with a line that must be there or not, or null. */
export function lineFault(text: string, { ask, limit }: { ask: string | null; limit: number }): string | null {
  if (text === "") return ask;
  return hiddenFault(text) ?? (text.length > limit ? `At most ${limit} characters; these are ${text.length}.` : null);
}
