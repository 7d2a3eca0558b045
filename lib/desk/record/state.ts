import "server-only";
import { and, count, desc, eq, isNull } from "drizzle-orm";
import { signedHead } from "@/lib/audit/heads";
import { db } from "@/lib/db/connection";
import { auditHead } from "@/lib/db/schema/approvals";
import { auditEntry } from "@/lib/db/schema/audit";
import { headSigner, newestEntry, unsigned } from "./heads";
import { knownMembers } from "./list";
import { leavesTheDatabase } from "./outside";

/** How the record stands, and who is in it. Instants in ISO. */
export interface RecordState {
  /** Entries are numbered from 1 without gaps: the position of the last is how many there are. */
  last: { position: number; at: string } | null;
  head: { position: number; at: string; keyId: string } | null;
  /** Whether heads are signed at all. */
  signs: boolean;
  /** Whether heads go anywhere but to the log, and how many have not arrived yet. */
  outside: { configured: boolean; waiting: number };
  unsigned: { count: number; oldest: string | null };
  members: { id: string; name: string }[];
}

export async function recordState(customerId: string): Promise<RecordState> {
  const [newest, open, members, [head], [waits]] = await Promise.all([
    newestEntry(customerId),
    unsigned(customerId),
    knownMembers(customerId),
    db().select({ head: auditHead.head }).from(auditHead).where(eq(auditHead.customerId, customerId)).orderBy(desc(auditHead.position)).limit(1),
    db().select({ count: count() }).from(auditHead).where(and(eq(auditHead.customerId, customerId), isNull(auditHead.publishedAt))),
  ]);
  const signed = head && signedHead.parse(head.head);
  const configured = leavesTheDatabase();
  const [at] = newest
    ? await db().select({ at: auditEntry.at }).from(auditEntry).where(and(eq(auditEntry.customerId, customerId), eq(auditEntry.position, newest.position)))
    : [];
  return {
    last: newest && at ? { position: newest.position, at: at.at } : null,
    head: signed ? { position: signed.position, at: signed.at, keyId: signed.keyId } : null,
    signs: headSigner() !== null,
    outside: { configured, waiting: configured ? waits!.count : 0 },
    unsigned: open,
    members,
  };
}
