import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { KnownPayee } from "@/lib/approvals/findings/types";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { accountOf, counterpartiesList, nameOf, type Counterparty } from "@/lib/jiko/counterparties";
import { endingKey, placeOf, plainName } from "@/lib/payees/look-alike";
import { allPages } from "../commands/all-pages";
import { placesOf } from "../mirror/seen";
import { orNull, type Reader } from "../sources";

export const asKnown = (payee: Counterparty): KnownPayee => ({
  id: payee.id.toLowerCase(),
  name: nameOf(payee.counterparty_name),
  place: placeOf(payee, accountOf(payee)),
  addedAt: payee.time_created,
});

/**
 * All other payees, from the desk's copy; from Jiko's list while there is none. The copy has no account numbers: they are
 * unsealed only where the name is the same, or the account could be.
 */
export async function otherPayees(read: Reader, customerId: string, payee: Counterparty): Promise<KnownPayee[]> {
  const of = and(eq(mirrorKind.customerId, customerId), eq(mirrorKind.kind, "counterparties"));
  const [copy] = await db().select({ filledAt: mirrorKind.filledAt }).from(mirrorKind).where(of);
  if (!copy?.filledAt) {
    const list = (await orNull(allPages((query) => read(counterpartiesList, { query })))) ?? [];
    return list.map(asKnown);
  }
  const { data, id, at, customerId: owner, kind } = mirrorItem;
  const rows = await db()
    .select({ id, name: sql<string>`${data} ->> 'name'`, ending: sql<string | null>`${data} ->> 'account_ending'`, addedAt: at })
    .from(mirrorItem)
    .where(and(eq(owner, customerId), eq(kind, "counterparties")));
  const [plain, own] = [plainName(nameOf(payee.counterparty_name)), accountOf(payee)];
  const close = rows.filter(
    ({ name, ending }) => plainName(name) === plain || (own !== null && ending !== null && endingKey(ending) === endingKey(own)),
  );
  const places = await placesOf(customerId, close.map((one) => one.id));
  return rows.map((one) => ({ id: one.id, name: one.name, place: places.get(one.id) ?? null, addedAt: one.addedAt.toISOString() }));
}
