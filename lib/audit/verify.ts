import { isCanonical } from "@/lib/canonical";
import { sha256Hex } from "@/lib/sha256";
import { diagnose } from "./diagnose";
import { entryHashOf, firstPrevHash, type ChainLink } from "./entry";

/** A point of a chain that was noted elsewhere. Without one, the removal of the newest entries cannot be seen. */
export interface Head {
  position: number;
  entryHash: string;
  /** ISO instant at which it was noted; a restore explains none that is younger, nor one without. */
  at?: string;
  /** Where it was noted, as a sentence goes on: "in the table of heads". */
  where?: string;
}

/** What is wrong, at the first entry that it is seen at. Null: with the record as a whole. */
export interface Fault {
  position: number | null;
  fault: string;
}

export type Verdict = { ok: true; length: number; head: Head | null } | { ok: false; position: number; fault: string };

/** The text of an entry, read. */
export interface EntryText {
  version: number;
  customerId: string;
  position: number;
  at: string;
  kind: string;
  action: string;
  actor: { memberId: string; name: string; sessionId: string | null } | null;
  correlationId: string;
  subjectId: string | null;
  outcome: string | null;
  details: Record<string, unknown>;
}

/** A link as the table has it. `columns` are those that are generated from the text; a link from elsewhere has none. */
export interface StoredLink extends ChainLink {
  columns?: Pick<EntryText, "at" | "kind" | "action" | "correlationId" | "subjectId" | "outcome"> & { memberId: string | null };
}

const columnNames = ["at", "kind", "action", "correlationId", "subjectId", "outcome", "memberId"] as const;

/** Why the columns that one filters by are not those of the text; null where they are. */
function columnFault({ columns }: StoredLink, entry: EntryText): string | null {
  if (!columns) return null;
  const wrong = columnNames.find((name) => columns[name] !== (name === "memberId" ? (entry.actor?.memberId ?? null) : entry[name]));
  return wrong ? `the column ${wrong} does not say what its text says` : null;
}

/** How many links behind a broken one are looked at to say what happened: a swap with a later one is told by them. */
const lookedThrough = 2_000;

/** Once the record was put back from a backup: entries past `kept` that were noted before are gone, and that is on record. */
export interface Restored {
  position: number;
  kept: number;
  at: string;
  reason: string;
}

export const restoredAction = "record.restored";

/**
 * Verifies a customer's links in order, as they are read. Heads that were noted earlier are compared when their position is passed.
 * After a fault of the chain nothing further is believed.
 */
export class ChainVerifier {
  private length = 0;
  private entryHash = firstPrevHash;
  /** What the entry before this one follows. */
  private before: string | null = null;
  private broken: StoredLink[] | null = null;
  private fault: Fault | null = null;
  private readonly noted = new Map<number, Head[]>();
  private readonly contradicted: Head[] = [];
  readonly restores: Restored[] = [];

  constructor(
    private readonly customerId: string,
    heads: Iterable<Head> = [],
  ) {
    for (const head of heads) this.noted.set(head.position, [...(this.noted.get(head.position) ?? []), head]);
  }

  /** Takes the next link. Answers its text where the chain holds up to here, else null. */
  take(link: StoredLink): EntryText | null {
    if (this.broken) {
      if (this.broken.length < lookedThrough) this.broken.push(link);
      return null;
    }
    const entry = this.read(link);
    if (!entry) {
      this.broken = [link];
      return null;
    }
    this.before = this.entryHash;
    this.entryHash = link.entryHash;
    this.length += 1;
    for (const head of this.noted.get(this.length) ?? []) if (head.entryHash !== this.entryHash) this.contradicted.push(head);
    if (entry.action === restoredAction) {
      const { position: kept, reason } = entry.details;
      this.restores.push({ position: this.length, kept: Number(kept), at: entry.at, reason: String(reason) });
    }
    return entry;
  }

  private read(link: StoredLink): EntryText | null {
    const set = (fault: string) => {
      this.fault = { position: this.length + 1, fault };
      return null;
    };
    if (sha256Hex(link.canonical) !== link.contentHash) return set("its text was changed: it is not what was hashed");
    const follows = link.prevHash === this.entryHash && entryHashOf(link.prevHash, link.contentHash) === link.entryHash;
    // What is to be said then depends on the links behind it.
    if (!follows) return null;
    let entry: EntryText;
    try {
      entry = JSON.parse(link.canonical) as EntryText;
      if (!isCanonical(link.canonical, entry)) return set("its text is not in canonical form");
    } catch {
      return set("its text is not an entry");
    }
    if (entry.version !== 1) return set("its version is not known");
    if (entry.customerId !== this.customerId) return set("it belongs to another customer");
    if (entry.position !== this.length + 1) return set(`its position is not the next one: its text says ${entry.position}`);
    const column = columnFault(link, entry);
    return column ? set(column) : entry;
  }

  /** Whether every link was read: what follows a broken one says nothing. */
  get whole(): boolean {
    return this.broken === null;
  }

  /** The faults of the chain and of what was noted of it, the first first. */
  faults(): Fault[] {
    const { broken, length, entryHash, before } = this;
    if (broken) return [this.fault ?? { position: length + 1, fault: diagnose(broken, { length, entryHash, before }) }];
    const excused = (head: Head) => this.restores.some(({ kept, at }) => head.position > kept && head.at !== undefined && head.at < at);
    const replaced = this.contradicted
      .filter((head) => !excused(head))
      .map((head) => ({ position: head.position, fault: `it is not the entry that was noted here before${told(head)}` }));
    const beyond = [...this.noted.values()].flat().filter((head) => head.position > length && !excused(head));
    const last = beyond.toSorted((a, b) => b.position - a.position)[0];
    if (!last) return replaced;
    const fault = `the record ends here, but had ${last.position} entries once${told(last)}: its tail was cut`;
    return [...replaced, { position: length + 1, fault }];
  }

  verdict(): Verdict {
    const [first] = this.faults();
    if (first) return { ok: false, position: first.position ?? 1, fault: first.fault };
    const { length, entryHash } = this;
    return { ok: true, length, head: length ? { position: length, entryHash } : null };
  }
}

const told = ({ where, at }: Head): string => (where ? ` (head of ${at ?? "an unknown time"}, ${where})` : "");

/** Verifies links that are in memory, in their order. */
export function verifyLinks(customerId: string, links: Iterable<StoredLink>, heads: readonly Head[] = []): Verdict {
  const verifier = new ChainVerifier(customerId, heads);
  for (const link of links) verifier.take(link);
  return verifier.verdict();
}
