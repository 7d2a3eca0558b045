import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { resealRows } from "@/lib/auth/reseal";
import { seal, unseal } from "@/lib/auth/seal";
import { vaultKeys } from "@/lib/auth/tokens";
import { canonicalJson } from "@/lib/canonical";
import { db, type Transaction } from "@/lib/db/connection";
import { payeeVersion } from "@/lib/db/schema/mirror";
import type { Counterparty } from "@/lib/jiko/counterparties";

type Version = typeof payeeVersion.$inferSelect;
type Owner = Pick<Version, "customerId" | "counterpartyId">;

/** Bound to customer and payee: a row that is copied to another one does not open there. */
const ownerOf = ({ customerId, counterpartyId }: Owner) => `payee ${customerId} ${counterpartyId}`;

export const openVersion = (row: Version): Counterparty => JSON.parse(unseal(vaultKeys(), row, ownerOf(row))) as Counterparty;

/** What makes a version: all that is known of a payee but the moment of its last change. */
const contentOf = ({ updated_at: _, ...payee }: Counterparty): string => canonicalJson(payee);

/**
 * Keeps a version of each payee that is not what was seen of it last. The rows of these payees must be locked by the
 * caller's transaction.
 */
export async function keepVersions(tx: Transaction, customerId: string, payees: readonly Counterparty[], seenAt: Date): Promise<void> {
  if (payees.length === 0) return;
  const ids = payees.map((payee) => payee.id);
  const latest = await tx
    .selectDistinctOn([payeeVersion.counterpartyId])
    .from(payeeVersion)
    .where(and(eq(payeeVersion.customerId, customerId), inArray(payeeVersion.counterpartyId, ids)))
    .orderBy(payeeVersion.counterpartyId, desc(payeeVersion.number));
  const keys = vaultKeys();
  for (const payee of payees) {
    const owner = { customerId, counterpartyId: payee.id };
    const last = latest.find((row) => row.counterpartyId === payee.id.toLowerCase());
    if (last && contentOf(openVersion(last)) === contentOf(payee)) continue;
    const sealed = seal(keys, JSON.stringify(payee), ownerOf(owner));
    await tx.insert(payeeVersion).values({ ...owner, number: (last?.number ?? 0) + 1, seenAt, ...sealed });
  }
}

export const resealVersions = (): Promise<void> =>
  resealRows({
    read: (older, most) => db().select().from(payeeVersion).where(inArray(payeeVersion.keyId, older)).limit(most),
    ownerOf: (row) => ownerOf(row),
    write: ({ customerId, counterpartyId, number }, sealed) =>
      db()
        .update(payeeVersion)
        .set(sealed)
        .where(
          and(eq(payeeVersion.customerId, customerId), eq(payeeVersion.counterpartyId, counterpartyId), eq(payeeVersion.number, number)),
        ),
  });
