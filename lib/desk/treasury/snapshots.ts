import "server-only";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { bankingNow, dayOf } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { balanceSnapshot } from "@/lib/db/schema/treasury";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { pocketsList } from "@/lib/jiko/pockets";
import type { Day } from "@/lib/treasury/business-days";
import { borrowed, type BackgroundClient } from "../background";
import { allPages } from "../commands/all-pages";

/** Writes down what every pocket is worth now; the last time of a day stays. Nothing while nobody's sign-in can be borrowed. */
export async function takeSnapshots(clientFor: BackgroundClient = borrowed): Promise<void> {
  for (const customerId of env().JIKO_CUSTOMER_IDS) await takeSnapshot(customerId.toLowerCase(), clientFor);
}

/** The same for one customer. */
export async function takeSnapshot(customerId: string, clientFor: BackgroundClient): Promise<void> {
  const client = await clientFor(customerId, pocketsList.scope);
  if (!client) return;
  const takenAt = await bankingNow();
  const pockets = await allPages((query) => client.call(pocketsList, { query })).catch((error: unknown) => {
    // Jiko is away, or its limit is used up: the next look is soon enough.
    if (error instanceof AppError && error.code !== "internal") return [];
    throw error;
  });
  const rows = pockets.flatMap(({ id, portfolio }) =>
    portfolio
      ? {
          customerId, pocketId: id.toLowerCase(), day: dayOf(takenAt), takenAt, value: portfolio.total_value, cash: portfolio.cash,
          pricedAt: portfolio.pricing_timestamp ? new Date(portfolio.pricing_timestamp) : null,
        }
      : [],
  );
  if (rows.length === 0) return;
  const { value, cash, pricedAt, takenAt: at } = balanceSnapshot;
  const newer = (name: string) => sql.raw(`excluded.${name}`);
  await db()
    .insert(balanceSnapshot)
    .values(rows)
    .onConflictDoUpdate({
      target: [balanceSnapshot.customerId, balanceSnapshot.day, balanceSnapshot.pocketId],
      set: { value: newer(value.name), cash: newer(cash.name), pricedAt: newer(pricedAt.name), takenAt: newer(at.name) },
      setWhere: sql`${at} <= excluded.taken_at`,
    });
}

export type Snapshots = ReadonlyMap<string, readonly (typeof balanceSnapshot.$inferSelect)[]>;

/** Snapshots since a day, by pocket. */
export async function snapshotsSince(customerId: string, from: Day, pocketIds: readonly string[]): Promise<Snapshots> {
  const found = new Map<string, (typeof balanceSnapshot.$inferSelect)[]>();
  if (pocketIds.length === 0) return found;
  const of = and(eq(balanceSnapshot.customerId, customerId), gte(balanceSnapshot.day, from), inArray(balanceSnapshot.pocketId, [...pocketIds]));
  for (const row of await db().select().from(balanceSnapshot).where(of)) {
    const rows = found.get(row.pocketId);
    if (rows) rows.push(row);
    else found.set(row.pocketId, [row]);
  }
  return found;
}
