/**
 * The one canonical text of a JSON value, for hashing: no white space, keys in the order of their UTF-16 code units (as
 * RFC 8785 has it), strings exactly as they are (no Unicode normalisation), integers in plain digits. A property that is
 * undefined counts as absent. Fractions, numbers past exactness and anything that is not plain JSON throw: a value that
 * could be written in two ways must not be hashed. Encode the text as UTF-8. See docs/decisions/0005-snapshot-canonical-form.md.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new TypeError(`Not an integer that can be written exactly: ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  throw new TypeError(`No canonical form for ${typeof value}`);
}

/** Whether a text is the canonical one of the value that was read from it. Quicker than writing it anew, where it is. */
export const isCanonical = (text: string, value: unknown): boolean =>
  (JSON.stringify(value) === text && isOrdered(value)) || canonicalJson(value) === text;

/** Keys in order, integers that are exact: what JSON.stringify leaves to the value. */
function isOrdered(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) return value.every(isOrdered);
  let before: string | undefined;
  for (const key in value) {
    if ((before !== undefined && key <= before) || !isOrdered((value as Record<string, unknown>)[key])) return false;
    before = key;
  }
  return true;
}

/** Where a JSON value holds what has no canonical form (a fraction, a number past exactness), as a path; null where nothing does. */
export function uncanonicalAt(value: unknown): string[] | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? null : [];
  if (value === null || typeof value !== "object") return null;
  for (const [key, member] of Object.entries(value)) {
    const below = uncanonicalAt(member);
    if (below) return [key, ...below];
  }
  return null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
