import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorRound } from "@/lib/db/schema/mirror";
import type { JikoClient } from "@/lib/jiko/transport";
import { testDatabase } from "@/scripts/database";
import { follow } from "@/lib/desk/mirror/follow";
import { ShiftingList } from "./fake-list";
import { begin, converge, copyFigures, copyOf, ledgerFigures, makeDue, openMirrorScene, operating } from "./scene";
import { stateOf } from "@/lib/desk/mirror/state";
import { mirrorKinds } from "@/lib/desk/mirror/types";

const scene = openMirrorScene(testDatabase);
const never = new AbortController().signal;
const transactions = () => copyOf(scene, "transactions");
const state = async () => (await stateOf(scene.customerId, ["transactions"])).kinds[0]!;

const expectLedger = async () => expect(await copyFigures(transactions())).toEqual(ledgerFigures(await scene.control.state()));
const turn = (client: JikoClient = scene.client) => follow(transactions(), never, async () => client);

describe("the mirror", () => {
  it("holds every row of every kind after filling, and says that checks agree", async () => {
    const company = await scene.control.state();
    const counts = {
      transactions: company.transactions.length,
      trades: company.trades.length,
      wires: company.wires.length,
      transferRequests: company.requests.length,
      counterparties: company.counterparties.length,
    };
    for (const kind of mirrorKinds) {
      await begin(copyOf(scene, kind));
      expect(await converge(copyOf(scene, kind), scene.client)).toMatchObject({ rows: counts[kind], filled: true, problem: null, waitingSince: null });
    }
    await expectLedger();
  });

  it("reads the newest first, and says how far back it has come while it fills", async () => {
    await begin(transactions());
    let pages = 0;
    const stopping = new AbortController();
    const client: JikoClient = {
      call: async (op, input, options) => {
        const answer = await scene.client.call(op, input, options);
        if (++pages === 3) queueMicrotask(() => stopping.abort());
        return answer;
      },
    };
    await follow(transactions(), stopping.signal, async () => client);
    const now = await state();
    expect(now).toMatchObject({ filled: false, asOf: null });
    expect(now.rows % 100).toBe(0);
    const newest = (await scene.control.state()).transactions.at(-1)!;
    const rows = await db().select().from(mirrorItem).where(eq(mirrorItem.customerId, scene.customerId));
    expect(rows.map((row) => row.id)).toContain(newest.id);
    expect(now.reachedBack).toBe(new Date(Math.min(...rows.map((row) => row.at.getTime()))).toISOString());
  });

  it("loses and doubles nothing when it is stopped between a page and its commit, or after it", async () => {
    await begin(transactions());
    for (let stopAfter = 1; stopAfter <= 6; stopAfter++) {
      const stopping = new AbortController();
      let pages = 0;
      const client: JikoClient = {
        call: async (op, input, options) => {
          const answer = await scene.client.call(op, input, options);
          if (++pages === stopAfter) stopping.abort();
          return answer;
        },
      };
      await follow(transactions(), stopping.signal, async () => client);
    }
    await converge(transactions(), scene.client);
    await expectLedger();
  });

  it("stays behind people's reads: a 429 makes it wait as long as Jiko says, and it goes on from the same page", async () => {
    await begin(transactions());
    const [first] = (await scene.control.state()).pockets;
    expect(first).toBeDefined();
    await scene.control.fault({ operation: "transactions.list", kind: "rate-limit", retryAfter: 30, times: 3 });
    const before = Date.now();
    const again = await turn();
    expect(again.getTime() - before).toBeGreaterThan(20_000);
    expect(await state()).toMatchObject({ problem: "rate_limited", filled: false });
    await scene.control.clearFaults();
  });

  it("notes what stands in its way, and recovers", async () => {
    await begin(transactions());
    await scene.control.fault({ operation: "transactions.list", kind: "malformed", times: 20 });
    await expect(turn()).rejects.toMatchObject({ code: "upstream_contract" });
    expect(await state()).toMatchObject({ problem: "upstream_contract", filled: false });
    await scene.control.clearFaults();
    await converge(transactions(), scene.client);
    expect(await state()).toMatchObject({ problem: null, filled: true });
  });

  it("waits while nobody is signed in, and says since when", async () => {
    await begin(transactions());
    await follow(transactions(), never, async () => null);
    const { waitingSince } = await state();
    expect(waitingSince).not.toBeNull();
    await follow(transactions(), never, async () => null);
    expect((await state()).waitingSince).toBe(waitingSince);
    await turn();
    expect((await state()).waitingSince).toBeNull();
  });

  it("finds what is new, and a late booking of yesterday, in the next look", async () => {
    await begin(transactions());
    const { asOf } = await converge(transactions(), scene.client);
    await scene.control.advance("PT20H");
    const late = await scene.control.bookLate({ pocket: operating, amount: 123_456, booked: "2026-07-15T12:00:00Z" });
    await makeDue(transactions(), "recent");
    await turn();
    const [row] = await db().select().from(mirrorItem).where(and(eq(mirrorItem.customerId, scene.customerId), eq(mirrorItem.id, late.id)));
    expect(row).toMatchObject({ amount: 123_456 });
    expect((await state()).asOf! > asOf!).toBe(true);
    await expectLedger();
  });

  it("looks through two days of many pages only every few times, and finds there what was booked late", async () => {
    await begin(transactions());
    const list = new ShiftingList(7);
    const newest = new Date("2026-07-15T13:50:00Z").getTime();
    list.rows = Array.from({ length: 40 }, (_, i) => list.row(new Date(newest - i * 30 * 60_000), 100 + i));
    await converge(transactions(), list.client);
    list.rows.push(list.row(new Date(newest - 12 * 3_600_000), 5_000));
    const [pages, rows]: number[][] = [[], []];
    for (let look = 1; look <= 9; look++) {
      let calls = 0;
      list.between = () => void calls++;
      await makeDue(transactions(), "recent");
      await turn(list.client);
      pages!.push(calls);
      rows!.push((await state()).rows);
    }
    expect([pages, rows]).toEqual([[1, 1, 1, 1, 1, 1, 1, 6, 1], [40, 40, 40, 40, 40, 40, 40, 41, 41]]);
  });

  it("finds a month that changed at Jiko: a late booking, another amount, a row that is gone; reads it again until it agrees", async () => {
    await begin(transactions());
    await converge(transactions(), scene.client);
    const company = await scene.control.state();
    const march = company.transactions.filter((one) => one.time_booked.startsWith("2026-03"));
    await scene.control.bookLate({ pocket: operating, amount: 5_000_00, booked: "2026-03-10T15:00:00Z" });
    await scene.control.changeTransaction(march[0]!.id, { amount: { value: march[0]!.amount.value + 1 } });
    await scene.control.deleteTransaction(march[1]!.id);
    await makeDue(transactions(), "check:2026-03");
    await turn();
    expect((await state()).checks).toMatchObject({ differ: 1 });
    await converge(transactions(), scene.client);
    await expectLedger();
    expect((await state()).checks.differ).toBe(0);
  });

  it("keeps one form of a row when an older answer arrives after a newer one", async () => {
    await begin(transactions());
    await converge(transactions(), scene.client);
    // A holder that lost its lease comes back with a page: its round has moved on.
    await makeDue(transactions(), "recent");
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let asked!: () => void;
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    const slow: JikoClient = {
      call: async (op, input, options) => {
        const answer = await scene.client.call(op, input, options);
        asked();
        await gate;
        return answer;
      },
    };
    const late = turn(slow);
    await waiting;
    const [newest] = (await scene.control.state()).transactions.slice(-1);
    await scene.control.changeTransaction(newest!.id, { title: "Renamed" });
    await turn();
    release();
    await late;
    const [row] = await db().select().from(mirrorItem).where(and(eq(mirrorItem.customerId, scene.customerId), eq(mirrorItem.id, newest!.id)));
    expect((row!.data as { title: string }).title).toBe("Renamed");
    const rounds = await db().select().from(mirrorRound).where(eq(mirrorRound.customerId, scene.customerId));
    expect(rounds.find((round) => round.stretch === "recent")!.reading).toBe(false);
  });
});
