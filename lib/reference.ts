import { randomInt } from "node:crypto";

// Crockford's base 32: nothing in it is mistaken for something else when it is read out on the telephone.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What a person tells support, and what finds the log lines: `7KQ2-M9XD`. */
export function newReference(): string {
  const text = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
