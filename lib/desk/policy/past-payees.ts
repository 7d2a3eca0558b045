import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { KnownPayee } from "@/lib/approvals/findings/types";
import { db } from "@/lib/db/connection";
import { mirrorItem, payeeVersion } from "@/lib/db/schema/mirror";
import { accountOf, nameOf, type Counterparty } from "@/lib/jiko/counterparties";
import { endingKey, placeOf, plainName, skeletonOf } from "@/lib/payees/look-alike";
import { placesOf } from "../mirror/places";
import { openVersion } from "../mirror/versions";

/** So many payees, and versions of payees that changed, are looked at. */
const mostPayees = 20_000;
const mostVersions = 5_000;

interface PastPayee extends KnownPayee {
  type: string;
  /** When its name or account became another, oldest first. */
  changes: string[];
}

/** The payees of the desk's copy, for many requests at once. */
export interface PastPayees {
  /** A payee as far as it was known at a time; null where the copy has none. */
  at(id: string, time: string): (KnownPayee & { type: string }) | null;
  /** Those that a payee could be taken for at a time, itself among them. */
  like(payee: KnownPayee, time: string): KnownPayee[];
}

const of = (customerId: string) => eq(payeeVersion.customerId, customerId);
const place = (payee: Counterparty) => placeOf(payee, accountOf(payee));
const essenceOf = (payee: Counterparty): string => JSON.stringify([nameOf(payee.counterparty_name), place(payee)]);

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Versions lie sealed, so only those are opened of payees that have several. */
async function changesOf(customerId: string): Promise<Map<string, string[]>> {
  const several = sql`select counterparty_id from payee_version where customer_id = ${customerId}::uuid and number > 1`;
  const rows = await db()
    .select()
    .from(payeeVersion)
    .where(and(of(customerId), sql`${payeeVersion.counterpartyId} in (${several})`))
    .orderBy(payeeVersion.counterpartyId, payeeVersion.number)
    .limit(mostVersions);
  const changes = ([id, versions]: [string, typeof rows]) => {
    const essences = versions.map((row) => essenceOf(openVersion(row)));
    return [id, versions.filter((_, i) => i > 0 && essences[i] !== essences[i - 1]).map(({ seenAt }) => seenAt.toISOString())] as const;
  };
  return new Map([...groupBy(rows, (row) => row.counterpartyId)].map(changes));
}

/** Reads them once; after that every question is a look into a map. */
export async function pastPayees(customerId: string): Promise<PastPayees> {
  const name = sql<string>`coalesce(${mirrorItem.data} ->> 'name', '')`;
  const type = sql<string>`coalesce(${mirrorItem.data} ->> 'type', '')`;
  const rows = await db()
    .select({ id: mirrorItem.id, name, type, ending: sql<string | null>`${mirrorItem.data} ->> 'account_ending'`, addedAt: mirrorItem.at })
    .from(mirrorItem)
    .where(and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, "counterparties")))
    .orderBy(desc(mirrorItem.at))
    .limit(mostPayees);
  // Only what shares its name, or the end of its account, with another can be taken for it.
  const groups = [groupBy(rows, (one) => plainName(one.name)), groupBy(rows.filter((one) => one.ending !== null), (one) => endingKey(one.ending!))];
  const shared = new Set(groups.flatMap((some) => [...some.values()].filter((group) => group.length > 1).flatMap((group) => group.map(({ id }) => id))));
  const [changes, places] = await Promise.all([changesOf(customerId), placesOf(customerId, [...shared])]);
  const all = rows.map(({ ending: _, ...one }): PastPayee => ({
    ...{ ...one, addedAt: one.addedAt.toISOString(), changedAt: null, place: places.get(one.id) ?? null, changes: changes.get(one.id) ?? [] },
  }));
  const byId = new Map(all.map((one) => [one.id, one]));
  const bySkeleton = groupBy(all, (one) => skeletonOf(one.name));
  const byPlace = groupBy(all.filter((one) => one.place !== null), (one) => one.place!);
  return {
    at(id, time) {
      const found = byId.get(id);
      return found ? { ...found, changedAt: found.changes.findLast((one) => one <= time) ?? null } : null;
    },
    // Names that are the same read the same too.
    like(payee, time) {
      const found = [...(bySkeleton.get(skeletonOf(payee.name)) ?? []), ...(payee.place === null ? [] : (byPlace.get(payee.place) ?? []))];
      return [...new Set(found)].filter(({ addedAt }) => addedAt !== null && addedAt <= time);
    },
  };
}
