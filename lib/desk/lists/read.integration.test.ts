import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { lookForNew } from "../mirror/jobs";
import { beginCopy, ofKind, ofRounds } from "../mirror/rounds";
import { listBlock } from "./read";
import { keep, random, things } from "./testing";

const readWhole = vi.hoisted(() => vi.fn());
vi.mock("../read", () => ({ readWhole }));

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());

let session: Session;
beforeEach(() => {
  readWhole.mockReset();
  const [id, memberId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  session = { id, memberId, customerId, customerName: "Example", name: "Viewer One", role: "VIEWER", scopes: ["transfers.read"] } as unknown as Session;
});

it("is Jiko's newest page while there is no copy, and says how far the copy has come", async () => {
  const rows = things("wires", 3, random(1));
  readWhole.mockResolvedValue({ items: rows.map(({ data }) => data) });
  await db().insert(mirrorKind).values({ customerId: session.customerId, kind: "wires", reachedBack: new Date("2026-03-01T00:00:00Z") });
  const { rows: shown, more, source } = await listBlock(session, "wires", new URLSearchParams());
  expect(shown.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(shown[0]!.cells).toMatchObject({ amount: rows[0]!.amount, created: rows[0]!.at });
  expect(more).toBe(false);
  expect(source).toMatchObject({ from: "jiko", reachedBack: "2026-03-01T00:00:00.000Z" });
  await keep(session.customerId, "wires", rows);
  const filled = { filledAt: new Date(), asOf: new Date("2026-06-01T00:00:00Z") };
  await db().update(mirrorKind).set(filled).where(ofKind({ customerId: session.customerId, kind: "wires" }));
  expect(await listBlock(session, "wires", new URLSearchParams())).toMatchObject({ source: { from: "copy", asOf: "2026-06-01T00:00:00.000Z" } });
});

it("shows of a payee that Jiko lists the ending of the account alone", async () => {
  const payees = things("counterparties", 5, random(2)).map(({ payee }) => payee);
  readWhole.mockResolvedValue({ items: payees });
  const { rows } = await listBlock(session, "counterparties", new URLSearchParams());
  expect(rows).toHaveLength(5);
  expect(JSON.stringify(rows)).not.toContain("00012345");
});

it("has the copy look for what is new, and not again for whoever asks a moment later", async () => {
  const copy = { customerId: session.customerId, kind: "wires" } as const;
  await db().transaction((tx) => beginCopy(tx, copy, new Date()));
  const recent = and(ofRounds(copy), eq(mirrorRound.stretch, "recent"));
  const dueIn = async () => (await db().select().from(mirrorRound).where(recent))[0]!.dueAt!.getTime() - Date.now();
  const set = (round: Partial<typeof mirrorRound.$inferInsert>) => db().update(mirrorRound).set(round).where(recent);
  await lookForNew(copy);
  expect(await dueIn()).toBeLessThanOrEqual(0);
  await set({ dueAt: new Date(Date.now() + 60_000), startedAt: new Date() });
  await lookForNew(copy);
  expect(await dueIn()).toBeGreaterThan(30_000);
  await set({ startedAt: new Date(Date.now() - 60_000) });
  await lookForNew(copy);
  expect(await dueIn()).toBeLessThanOrEqual(0);
});
