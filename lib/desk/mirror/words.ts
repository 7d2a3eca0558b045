const longest = 80;

/**
 * The words of a text for searching: lower case, without accents, numbers without commas (`1,234.56` is `1234.56`), ids in
 * one piece. What is searched for goes through the same function, so that both meet.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/(\d),(?=\d{3})/g, "$1");
  return plain
    .split(/[^\p{L}\p{N}.-]+/u)
    .map((word) => [...word.replace(/^[.-]+|[.-]+$/g, "")].slice(0, longest).join(""))
    .filter(Boolean);
}

/** The text of a row's `search` column. */
export const searchText = (parts: readonly (string | null | undefined)[]): string =>
  [...new Set(parts.flatMap((part) => (part ? wordsOf(part) : [])))].join(" ");

/** A PostgreSQL text search query in which every word of `text` begins some word of a row; null where it has no word. */
export function searchQuery(text: string): string | null {
  const words = wordsOf(text).slice(0, 8);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(" & ");
}
