type Params = Record<string, string | string[] | undefined>;

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/**
 * The route that an address belongs to, `/api/payees/[id]/payments`, told from what its parameters hold: for counting, so no
 * part of it may come from outside. `unknown` where a parameter is not found in the address.
 */
export function patternOf(pathname: string, params: unknown): string {
  let segments = pathname.split("/").filter(Boolean).map(decoded);
  // From the end, because a value may be the same word as a part of the address before it.
  for (const [name, value] of Object.entries((params ?? {}) as Params).reverse()) {
    if (Array.isArray(value)) {
      segments = [...segments.slice(0, segments.length - value.length), `[...${name}]`];
      continue;
    }
    const at = segments.lastIndexOf(decoded(value ?? ""));
    if (at === -1) return "unknown";
    segments[at] = `[${name}]`;
  }
  return `/${segments.join("/")}`;
}
