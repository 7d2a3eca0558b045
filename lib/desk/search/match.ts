import { wordsOf } from "../mirror/words";

/** Whether every word of what is searched for begins some word of the texts. The same rule as in the desk's own copy. */
export function matches(wanted: readonly string[], texts: readonly (string | null | undefined)[]): boolean {
  const words = texts.flatMap((text) => (text ? wordsOf(text) : []));
  return wanted.length > 0 && wanted.every((one) => words.some((word) => word.startsWith(one)));
}

/** Digits that could be an account number, as people type it, or its end; null where it is something else. */
export function accountDigits(text: string): string | null {
  const digits = text.replace(/[\s-]/g, "");
  return /^\d{4,34}$/.test(digits) ? digits : null;
}
