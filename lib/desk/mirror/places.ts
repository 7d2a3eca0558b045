import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/lib/db/connection";
import { payeeVersion } from "@/lib/db/schema/mirror";
import { accountOf } from "@/lib/jiko/counterparties";
import { placeOf } from "@/lib/payees/look-alike";
import { openVersion } from "./versions";

/**
 * Where payees are paid, by the newest version of each that the desk has seen; ids in lower case. The copy has no account
 * numbers, so each is unsealed for it: ask for no more than could matter.
 */
export async function placesOf(customerId: string, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .selectDistinctOn([payeeVersion.counterpartyId])
    .from(payeeVersion)
    .where(and(eq(payeeVersion.customerId, customerId), inArray(payeeVersion.counterpartyId, [...ids])))
    .orderBy(payeeVersion.counterpartyId, desc(payeeVersion.number));
  return new Map(
    rows.map((row) => {
      const payee = openVersion(row);
      return [row.counterpartyId, placeOf(payee, accountOf(payee))];
    }),
  );
}
