import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { lastChange, type Seen } from "@/lib/approvals/findings/last-change";
import type { KnownPayee, LastChange, PaidPayee } from "@/lib/approvals/findings/types";
import { db } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { endingKey, plainName, skeletonOf } from "@/lib/payees/look-alike";
import { placesOf, seenOf } from "../mirror/seen";

/** So many payees are looked at, the newest. */
const mostPayees = 20_000;

/** The payees of the desk's copy, for many requests at once. */
export interface PastPayees {
  /** A payee as far as it was known at a time; null where the copy has none. */
  at(id: string, time: string): (PaidPayee & { type: string }) | null;
  /** Those that a payee could be taken for at a time, itself among them. */
  like(payee: KnownPayee, time: string): KnownPayee[];
}

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

/** Of what was seen of a payee: what was so at a time. What Jiko had changed last before then was so too, also where the desk saw it later. */
function changeAt(seen: readonly Seen[], time: string): LastChange {
  const until = seen.filter((one) => one.seenAt <= time);
  const known = until.length > 0 ? until : seen.slice(0, 1).filter(({ payee }) => Date.parse(payee.updated_at) <= Date.parse(time));
  const last = known.at(-1);
  return last ? lastChange(last.payee, known) : { known: "no", at: null };
}

/**
 * Reads them once; after that every question is a look into a map. Versions lie sealed and each is opened, so they are for those
 * that are `paid` alone (`at` knows no change of others), and places are there where accounts are compared.
 */
export async function pastPayees(customerId: string, paid: readonly string[], accounts: boolean): Promise<PastPayees> {
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
  const [seen, places] = await Promise.all([seenOf(customerId, paid), placesOf(customerId, accounts ? [...shared] : [])]);
  const all = rows.map(({ ending: _, ...one }) => ({ ...one, addedAt: one.addedAt.toISOString(), place: places.get(one.id) ?? null }));
  const byId = new Map(all.map((one) => [one.id, one]));
  const bySkeleton = groupBy(all, (one) => skeletonOf(one.name));
  const byPlace = groupBy(all.filter((one) => one.place !== null), (one) => one.place!);
  return {
    at(id, time) {
      const found = byId.get(id);
      return found ? { ...found, change: changeAt(seen.get(id) ?? [], time) } : null;
    },
    // Names that are the same read the same too.
    like(payee, time) {
      const found = [...(bySkeleton.get(skeletonOf(payee.name)) ?? []), ...(payee.place === null ? [] : (byPlace.get(payee.place) ?? []))];
      return [...new Set(found)].filter(({ addedAt }) => addedAt <= time);
    },
  };
}
