import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorRound } from "@/lib/db/schema/mirror";
import { follow } from "@/lib/desk/mirror/follow";
import { stateOf } from "@/lib/desk/mirror/state";
import { testDatabase } from "@/scripts/database";
import { ShiftingList } from "./fake-list";
import { begin, converge, copyFigures, copyOf, ledgerFigures, makeDue, openMirrorScene } from "./scene";

const scene = openMirrorScene(testDatabase);
const transactions = () => copyOf(scene, "transactions");
const never = new AbortController().signal;
const rowsOf = (customerId: string) =>
  db()
    .select()
    .from(mirrorItem)
    .where(and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, "transactions")));

/** Starts a process that fills, and kills it after so many milliseconds. */
async function fillAndKill(afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", path.join(import.meta.dirname, "filling-process.ts")], {
    cwd: path.join(import.meta.dirname, "../.."),
    env: { ...process.env, NODE_OPTIONS: "", TEST_API_URL: scene.apiUrl, TEST_TOKEN: scene.token, TEST_CUSTOMER: scene.customerId },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await gone;
}

describe("a copy under faults", () => {
  it("goes on where a killed process stopped, and ends in the ledger's sums", async () => {
    await begin(transactions());
    const after: number[] = [];
    for (const ms of [60, 150, 250]) {
      await fillAndKill(ms);
      after.push((await rowsOf(scene.customerId)).length);
    }
    expect(after).toEqual([...after].sort((a, b) => a - b));
    await converge(transactions(), scene.client);
    expect(await copyFigures(transactions())).toEqual(ledgerFigures(await scene.control.state()));
  });

  it("is filled once by two processes at the same page", async () => {
    await begin(transactions());
    const both = () => Promise.all([follow(transactions(), never, async () => scene.client), follow(transactions(), never, async () => scene.client)]);
    await both();
    await both();
    await converge(transactions(), scene.client);
    expect(await copyFigures(transactions())).toEqual(ledgerFigures(await scene.control.state()));
  });

  it("goes on when Jiko forgets its cursors in the middle", async () => {
    await begin(transactions());
    await db()
      .update(mirrorRound)
      .set({ reading: true, number: 1, cursor: "forgotten", startedAt: new Date(0), startedBank: new Date("2026-07-15T14:00:00Z"), reached: new Date("2026-03-01T00:00:00Z") })
      .where(and(eq(mirrorRound.customerId, scene.customerId), eq(mirrorRound.stretch, "fill")));
    await follow(transactions(), never, async () => scene.client);
    expect((await rowsOf(scene.customerId)).length).toBeGreaterThan(0);
    await converge(transactions(), scene.client);
    expect(await copyFigures(transactions())).toEqual(ledgerFigures(await scene.control.state()));
  });

  it("converges whatever comes, goes and shifts while it reads, and until then never says that it agrees with what it is not", async () => {
    const step = fc.record({ what: fc.constantFrom("new", "late", "gone", "changed", "nothing"), pick: fc.nat(), cents: fc.integer({ min: -999_999, max: 999_999 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), fc.integer({ min: 5, max: 40 }), async (steps, size) => {
        const copy = { customerId: crypto.randomUUID(), kind: "transactions" as const };
        const list = new ShiftingList(7);
        const newest = new Date("2026-07-15T13:00:00Z").getTime();
        list.rows = Array.from({ length: size }, (_, i) => list.row(new Date(newest - i * 36 * 3_600_000), (i + 1) * 100));
        const left = [...steps];
        list.between = () => {
          const next = left.shift();
          if (!next) return;
          const index = next.pick % Math.max(1, list.rows.length);
          if (next.what === "new") list.rows.push(list.row(new Date(newest + 60_000 * (left.length + 1)), next.cents));
          if (next.what === "late") list.rows.push(list.row(new Date(newest - (next.pick % 60) * 24 * 3_600_000), next.cents));
          if (next.what === "gone") list.rows.splice(index, 1);
          if (next.what === "changed" && list.rows[index]) list.rows[index] = { ...list.rows[index], amount: Math.abs(next.cents) as never };
        };
        await begin(copy);
        const agree = (await converge(copy, list.client)).checks;
        // What happened before the last look is found by the next comparison, whatever the one before said.
        while (left.length > 0) list.between();
        for (let again = 0; again < 4; again++) {
          await makeDue(copy, "%");
          await follow(copy, never, async () => list.client);
        }
        await converge(copy, list.client);
        expect(agree.differ).toBe(0);
        const [state] = (await stateOf(copy.customerId, ["transactions"])).kinds;
        expect(state).toMatchObject({ rows: list.rows.length, checks: { differ: 0, open: 0 } });
        const held = new Map((await rowsOf(copy.customerId)).map((row) => [row.id, row.amount]));
        expect(held).toEqual(new Map(list.rows.map((row) => [row.id, row.direction === "DEBIT" ? -row.amount : row.amount])));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
