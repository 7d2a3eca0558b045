import "server-only";
import { and, asc, eq, getTableColumns, inArray, sql, type SQL } from "drizzle-orm";
import { resealRows } from "@/lib/auth/reseal";
import { seal, unsealBytes } from "@/lib/auth/seal";
import { vaultKeys } from "@/lib/auth/tokens";
import { db, type Database, type Transaction } from "@/lib/db/connection";
import { attachment } from "@/lib/db/schema/approvals";
import { draft } from "@/lib/db/schema/draft";
import { sha256Hex } from "@/lib/sha256";

/** A file under a request, without its content. `digest`: SHA-256 of the content, hexadecimal; `at`: ISO instant. */
export interface Attachment {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  digest: string;
  by: { memberId: string; name: string };
  at: string;
}

type Row = typeof attachment.$inferSelect;
type Owner = Pick<Row, "customerId" | "id">;

/** Bound to customer and file: a row that is copied to another one does not open there. */
const ownerOf = ({ customerId, id }: Owner) => `attachment ${customerId.toLowerCase()} ${id.toLowerCase()}`;

export const sealContent = (content: Uint8Array, owner: Owner) => seal(vaultKeys(), content, ownerOf(owner));

/** Everything but the content, which is large. */
const { sealed: _, ...columns } = getTableColumns(attachment);
export type About = Omit<Row, "sealed">;

export const asAttachment = ({ id, name, size, digest, memberId, memberName, at }: About): Attachment => ({
  id, name, size, digest, by: { memberId, name: memberName }, at: at.toISOString(),
});

/** The files of a request, or of a draft that becomes one, the oldest first. */
export async function attachmentsOf(customerId: string, transferId: string, at: Transaction | Database = db()): Promise<Attachment[]> {
  const rows = await at
    .select(columns)
    .from(attachment)
    .where(and(eq(attachment.customerId, customerId), eq(attachment.transferId, transferId)))
    .orderBy(asc(attachment.at), asc(attachment.id));
  return rows.map(asAttachment);
}

/** A file by its id; null where this customer has none. */
export async function findAttachment(customerId: string, id: string): Promise<About | null> {
  const [row] = await db().select(columns).from(attachment).where(and(eq(attachment.customerId, customerId), eq(attachment.id, id)));
  return row ?? null;
}

/** The content as it was attached. Throws where it is not, or does not open with our keys. */
export async function contentOf({ customerId, id, digest }: About): Promise<Buffer> {
  const [row] = await db().select().from(attachment).where(and(eq(attachment.customerId, customerId), eq(attachment.id, id)));
  if (!row) throw new Error(`The attachment ${id} is no longer there`);
  const content = unsealBytes(vaultKeys(), row, ownerOf(row));
  if (sha256Hex(content) !== digest) throw new Error(`The attachment ${id} is not what its hash says`);
  return content;
}

/** A request that was filed here, or may have been: only where every attempt was refused there is certainly none. */
const filedHere = sql`exists (
  select 1 from audit_entry i
  where i.customer_id = ${attachment.customerId} and i.subject_id = ${attachment.transferId}::text
    and i.action = 'transfer.file' and i.kind = 'intent'
    and not exists (
      select 1 from audit_entry o
      where o.customer_id = i.customer_id and o.correlation_id = i.correlation_id and o.kind = 'outcome' and o.outcome = 'refused'
    ))`;

/** Removes the files of drafts that are about to go, where nothing was filed of them: what belongs to a request stays for good. */
export async function dropAttachments(tx: Transaction, drafts: SQL): Promise<void> {
  const going = tx.select({ customerId: draft.customerId, id: draft.id }).from(draft).where(drafts);
  await tx.delete(attachment).where(and(sql`(${attachment.customerId}, ${attachment.transferId}) in ${going}`, sql`not ${filedHere}`));
}

export const resealAttachments = (): Promise<void> =>
  resealRows({
    // Files are large: a few at a time.
    read: (older) => db().select().from(attachment).where(inArray(attachment.keyId, older)).limit(20),
    ownerOf: (row) => ownerOf(row),
    write: ({ id }, sealed) => db().update(attachment).set(sealed).where(eq(attachment.id, id)),
  });
