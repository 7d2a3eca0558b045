import { and, asc, eq, gt } from "drizzle-orm";
import { canonicalJson } from "@/lib/canonical";
import type { Database } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { sha256Hex } from "@/lib/sha256";
import { entryHashOf, firstPrevHash, type ChainLink } from "./entry";

/** A point of a chain that was noted elsewhere. Without one, the removal of the newest entries cannot be seen. */
export interface Head {
  position: number;
  entryHash: string;
}

export type Verdict = { ok: true; length: number; head: Head | null } | { ok: false; position: number; fault: string };

interface Progress {
  length: number;
  entryHash: string;
}

/** The fault of one link in its place, else null. */
function faultOf(link: ChainLink, { length, entryHash }: Progress, customerId: string): string | null {
  if (sha256Hex(link.canonical) !== link.contentHash) return "the text is not what was hashed";
  if (link.prevHash !== entryHash) return "it does not follow the entry before it";
  if (entryHashOf(link.prevHash, link.contentHash) !== link.entryHash) return "its hash is not that of its parts";
  try {
    const entry = JSON.parse(link.canonical) as { version?: unknown; customerId?: unknown; position?: unknown };
    if (canonicalJson(entry) !== link.canonical) return "the text is not in canonical form";
    if (entry.version !== 1) return "its version is not known";
    if (entry.customerId !== customerId) return "it belongs to another customer";
    if (entry.position !== length + 1) return "its position is not the next one";
  } catch {
    return "the text is not an entry";
  }
  return null;
}

/** Verifies a customer's links in order, as they are read. A head noted earlier is checked when its position is passed. */
export class ChainVerifier {
  private progress: Progress = { length: 0, entryHash: firstPrevHash };
  private broken: Extract<Verdict, { ok: false }> | null = null;
  private readonly noted: Map<number, string>;

  constructor(
    private readonly customerId: string,
    heads: readonly Head[] = [],
  ) {
    this.noted = new Map(heads.map(({ position, entryHash }) => [position, entryHash]));
  }

  /** Takes the next link. After a fault nothing further is looked at. */
  take(link: ChainLink): void {
    if (this.broken) return;
    const position = this.progress.length + 1;
    const noted = this.noted.get(position) ?? link.entryHash;
    const replaced = noted === link.entryHash ? null : "it is not the entry that was noted here before";
    const fault = faultOf(link, this.progress, this.customerId) ?? replaced;
    if (fault) this.broken = { ok: false, position, fault };
    else this.progress = { length: position, entryHash: link.entryHash };
  }

  verdict(): Verdict {
    if (this.broken) return this.broken;
    const { length, entryHash } = this.progress;
    const missing = Math.max(0, ...this.noted.keys());
    if (missing > length) return { ok: false, position: length + 1, fault: `the record ends here, but had ${missing} entries once` };
    return { ok: true, length, head: length ? { position: length, entryHash } : null };
  }
}

/** Verifies links that are in memory, in their order. */
export function verifyLinks(customerId: string, links: Iterable<ChainLink>, heads: readonly Head[] = []): Verdict {
  const verifier = new ChainVerifier(customerId, heads);
  for (const link of links) verifier.take(link);
  return verifier.verdict();
}

/** Reads and verifies a customer's whole chain, a thousand entries at a time. */
export async function verifyChain(database: Pick<Database, "select">, customerId: string, heads: readonly Head[] = []): Promise<Verdict> {
  const verifier = new ChainVerifier(customerId, heads);
  const page = 1000;
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const links = await database
      .select({
        position: auditEntry.position,
        canonical: auditEntry.canonical,
        contentHash: auditEntry.contentHash,
        prevHash: auditEntry.prevHash,
        entryHash: auditEntry.entryHash,
      })
      .from(auditEntry)
      .where(and(eq(auditEntry.customerId, customerId), gt(auditEntry.position, last)))
      .orderBy(asc(auditEntry.position))
      .limit(page);
    for (const link of links) verifier.take(link);
    if (links.length < page) return verifier.verdict();
    last = links.at(-1)!.position;
  }
}
