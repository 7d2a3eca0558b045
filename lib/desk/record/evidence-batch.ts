import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { contextHashOf } from "@/lib/approvals/snapshot";
import { claimOf, digestsOf } from "@/lib/audit/named";
import type { Opened } from "@/lib/audit/proofs";
import type { EntryText } from "@/lib/audit/verify";
import type { Transaction } from "@/lib/db/connection";
import { evidence } from "@/lib/db/schema/approvals";
import { sha256Hex } from "@/lib/sha256";
import { openEvidence } from "../evidence";

type Row = typeof evidence.$inferSelect;

function opened(row: Row): Opened {
  try {
    const text = openEvidence(row);
    return sha256Hex(text) === row.digest ? { value: JSON.parse(text) as unknown } : { fault: "was changed: it is not what its hash says" };
  } catch (error) {
    return { fault: `cannot be opened: ${(error as Error).message}` };
  }
}

const namedBy = (entry: EntryText): string[] => {
  try {
    const claim = claimOf(entry);
    return claim ? digestsOf(claim) : [];
  } catch {
    return [];
  }
};

/** Approvals that were decided upon something else than was shown name what the desk saw by the hash of its context alone. */
const sawOtherwise = ({ action, kind, details }: EntryText): boolean =>
  action === "transfer.approve" && kind === "intent" && details.contextNow !== undefined && details.contextNow !== details.contextHash;

const keyOf = (transferId: string, contextHash: string) => `${transferId} ${contextHash}`;

/** The evidence of the entries that are being looked at, read for many of them at once. */
export class EvidenceBatch {
  private byDigest = new Map<string, Opened>();
  private bySeen = new Map<string, unknown>();
  /** Entries that name evidence. */
  claims = 0;

  constructor(
    private readonly tx: Transaction,
    private readonly customerId: string,
  ) {}

  async load(entries: readonly EntryText[]): Promise<void> {
    const named = entries.map(namedBy).filter((some) => some.length > 0);
    this.claims += named.length;
    this.byDigest = new Map((await this.read(evidence.digest, named.flat())).map((row) => [row.digest, opened(row)]));
    this.bySeen = new Map();
    const wanted = entries.filter(sawOtherwise);
    const hashes = new Set(wanted.map(({ details }) => details.contextNow));
    for (const row of await this.read(evidence.subjectId, wanted.flatMap(({ subjectId }) => subjectId ?? []), "snapshot")) {
      const one = this.byDigest.get(row.digest) ?? opened(row);
      const hash = "value" in one ? contextHashOf((one.value as { context?: unknown }).context ?? null) : null;
      if (hash !== null && hashes.has(hash)) this.bySeen.set(keyOf(row.subjectId, hash), (one as { value: unknown }).value);
    }
  }

  readonly open = async (digest: string): Promise<Opened> => {
    const known = this.byDigest.get(digest);
    if (known) return known;
    const [row] = await this.read(evidence.digest, [digest]);
    return row ? opened(row) : { fault: "is not there" };
  };

  /** What the desk saw of a request, under the hash of its context; null where that is not kept. */
  readonly seen = (transferId: string, contextHash: string): unknown => this.bySeen.get(keyOf(transferId, contextHash)) ?? null;

  private async read(column: typeof evidence.digest | typeof evidence.subjectId, values: readonly string[], kind?: Row["kind"]): Promise<Row[]> {
    if (values.length === 0) return [];
    const which = and(eq(evidence.customerId, this.customerId), inArray(column, [...new Set(values)]), kind && eq(evidence.kind, kind));
    return this.tx.select().from(evidence).where(which);
  }
}
