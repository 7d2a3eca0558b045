import "server-only";
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Seen } from "@/lib/approvals/findings/last-change";
import { db } from "@/lib/db/connection";
import { payeeVersion } from "@/lib/db/schema/mirror";
import { accountOf } from "@/lib/jiko/counterparties";
import { placeOf } from "@/lib/payees/look-alike";
import { openVersion } from "./versions";

const of = (customerId: string, ids: readonly string[]) => and(eq(payeeVersion.customerId, customerId), inArray(payeeVersion.counterpartyId, [...ids]));

/** What the desk has seen of payees, each oldest first; ids in lower case. A payee that it never saw is not there. */
export async function seenOf(customerId: string, ids: readonly string[]): Promise<Map<string, Seen[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db().select().from(payeeVersion).where(of(customerId, ids)).orderBy(asc(payeeVersion.counterpartyId), asc(payeeVersion.number));
  const seen = new Map<string, Seen[]>();
  for (const row of rows) {
    const one = { seenAt: row.seenAt.toISOString(), payee: openVersion(row) };
    const list = seen.get(row.counterpartyId);
    if (list) list.push(one);
    else seen.set(row.counterpartyId, [one]);
  }
  return seen;
}

/**
 * Where payees are paid, by the newest version of each that the desk has seen; ids in lower case. The copy has no account
 * numbers, so each is unsealed for it: ask for no more than could matter.
 */
export async function placesOf(customerId: string, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .selectDistinctOn([payeeVersion.counterpartyId])
    .from(payeeVersion)
    .where(of(customerId, ids))
    .orderBy(payeeVersion.counterpartyId, desc(payeeVersion.number));
  return new Map(
    rows.map((row) => {
      const payee = openVersion(row);
      return [row.counterpartyId, placeOf(payee, accountOf(payee))];
    }),
  );
}
