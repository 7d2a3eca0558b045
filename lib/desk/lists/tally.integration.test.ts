import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { mirrorKinds, type MirrorKind } from "../mirror/types";
import { storeRows } from "../mirror/store";
import { lists } from "./index";
import { random, things } from "./testing";
import { totals } from "./totals";

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());

/** What the tally has beside what the rows come to: the difference of both as two bags of lines. */
async function differences(): Promise<number> {
  const { rows } = await db().execute<{ count: string }>(sql`
    with added as (
      select customer_id, kind, pocket_id, type, status, direction, count(*) as count, count(*) - count(amount) as without,
        coalesce(sum(amount) filter (where amount > 0), 0) as paid_in, coalesce(-sum(amount) filter (where amount < 0), 0) as paid_out
      from mirror_item group by 1, 2, 3, 4, 5, 6
    ), kept as (
      select customer_id, kind, pocket_id, type, status, direction, count, without, paid_in, paid_out from mirror_tally
      where (count, without, paid_in, paid_out) <> (0, 0, 0, 0)
    )
    select count(*) as count from ((table added except all table kept) union all (table kept except all table added)) as other`);
  return Number(rows[0]!.count);
}

it("counts and sums the rows of the copy through everything that changes them", async () => {
  const next = random(5);
  const customers = [randomUUID(), randomUUID()];
  for (let turn = 0; turn < 40; turn++) {
    const customerId = customers[turn % 2]!;
    const kind: MirrorKind = mirrorKinds[Math.floor(next() * mirrorKinds.length)]!;
    const readAt = new Date(Date.UTC(2026, 6, 15, 0, turn));
    const ours = and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind));
    const held = await db().select({ id: mirrorItem.id }).from(mirrorItem).where(ours);
    const some = held.filter(() => next() < 0.3).map(({ id }) => id);
    if (next() < 0.2) {
      await db().delete(mirrorItem).where(and(eq(mirrorItem.customerId, customerId), inArray(mirrorItem.id, some)));
    } else if (next() < 0.2) {
      await db().update(mirrorItem).set({ readAt }).where(eq(mirrorItem.customerId, customerId));
    } else {
      // New ones, and others of those that are here under their ids.
      const fresh = things(kind, 30, random(turn + 1)).map((row, i) => ({ ...row, id: some[i] ?? row.id }));
      await db().transaction((tx) => storeRows(tx, { customerId, kind, rows: fresh, readAt, seenAt: readAt }));
    }
    expect(await differences()).toBe(0);
  }
});

it("is as it was where a transaction comes to nothing, and counts what two bring at once", async () => {
  const customerId = randomUUID();
  const at = new Date();
  const store = (tx: Parameters<typeof storeRows>[0], seed: number) =>
    storeRows(tx, { customerId, kind: "transactions", rows: things("transactions", 80, random(seed)), readAt: at, seenAt: at });
  const lost = db().transaction(async (tx) => {
    await store(tx, 1);
    throw new Error("lost");
  });
  await expect(lost).rejects.toThrow("lost");
  expect(await differences()).toBe(0);
  await Promise.all([2, 3, 4, 5, 6].map((seed) => db().transaction((tx) => store(tx, seed))));
  expect(await differences()).toBe(0);
  expect((await totals(lists.get("transactions")!, customerId, { filters: [], search: null })).count).toBe(400);
});
