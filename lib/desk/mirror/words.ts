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

/** Texts of a row by the columns of its list. */
export type Texts = Readonly<Record<string, string | null | undefined>>;

/** A word of one column. No word of a text begins like it, so it is never found by a search in all of them. */
const ofColumn = (column: string, word: string): string => `=${column}=${word}`;

/** The text of a row's `search` column: its words, and those of its columns once more, marked as theirs. */
export function searchText(parts: readonly (string | null | undefined)[], columns: Texts = {}): string {
  const texts = Object.entries(columns);
  const all = [...parts, ...texts.map(([, text]) => text)].flatMap((part) => (part ? wordsOf(part) : []));
  const marked = texts.flatMap(([column, text]) => (text ? wordsOf(text).map((word) => ofColumn(column, word)) : []));
  return [...new Set([...all, ...marked])].join(" ");
}

/** The words of what is searched for in a row, or in one column of it: each has to begin some word that is stored. */
export const beginnings = (text: string, column?: string): string[] =>
  [...new Set(wordsOf(text))].map((word) => (column ? ofColumn(column, word) : word));

/** A PostgreSQL text search query for rows in which every one of these begins some word. */
export const searchQuery = (some: readonly string[]): string => some.map((one) => `'${one}':*`).join(" & ");
