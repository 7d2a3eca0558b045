import { entryHashOf, type ChainLink } from "./entry";

interface Place {
  /** Entries that hold, the hash of the last of them, and the one that this follows. */
  length: number;
  entryHash: string;
  before: string | null;
}

const positionOf = ({ canonical }: ChainLink): number | null => {
  try {
    const { position } = JSON.parse(canonical) as { position?: unknown };
    return typeof position === "number" ? position : null;
  } catch {
    return null;
  }
};

/**
 * What happened to a chain that breaks at the first of these links, told by the links behind it. The text of the first is what was
 * hashed; it does not follow the entry before it, or its hash is not that of its parts.
 */
export function diagnose(links: readonly ChainLink[], { length, entryHash, before }: Place): string {
  const [first, ...rest] = links as [ChainLink, ...ChainLink[]];
  const place = length + 1;
  const whole = entryHashOf(first.prevHash, first.contentHash) === first.entryHash;
  const continues = rest.findIndex(({ prevHash }) => prevHash === entryHash);
  if (continues >= 0) {
    const other = rest[continues]!;
    const at = positionOf(other) ?? place + continues + 1;
    // The rows stand in the order of their texts, and carry each other's links.
    if (entryHashOf(entryHash, first.contentHash) === other.entryHash) return `it was swapped with entry ${at}: each has the other's links`;
    const copied = rest.some((one) => one.entryHash === first.entryHash);
    const belongsLater = whole && !copied && links.some((one) => one.entryHash === first.prevHash);
    if (belongsLater) return `entry ${positionOf(first)} stands in its place: the two were swapped`;
    return `${count(continues + 1, "entry was", "entries were")} inserted here`;
  }
  if (first.prevHash === before) return "it was inserted, or the one before it: both follow the same entry";
  if (!whole) return first.prevHash === entryHash ? "its entry hash was changed" : "its links were changed";
  const written = positionOf(first);
  if (written !== null && written > place) {
    return `${count(written - place, "entry is", "entries are")} missing here: the next one is ${written}`;
  }
  return "it does not follow the entry before it";
}

const count = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;
