import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import type { CommandAnswer } from "@/lib/desk/command";
import { deskCommands } from "@/lib/desk/commands";
import { runDeskCommand } from "@/lib/desk/desk-command";
import { historyView } from "@/lib/desk/treasury/history";
import { planView, planWanted } from "@/lib/desk/treasury/plan";
import { projectionView } from "@/lib/desk/treasury/projection";
import { takeSnapshot } from "@/lib/desk/treasury/snapshots";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { addDays, type Day } from "@/lib/treasury/business-days";
import { marketValue } from "@/lib/treasury/t-bill";
import { testDatabase } from "@/scripts/database";
import { endOf, instantAt } from "@/sandbox/company/clock";
import { snapshotAt } from "@/sandbox/company/history";
import { pocketId } from "@/sandbox/company/seed/pockets";
import type { CompanyState } from "@/sandbox/company/types";
import { begin, converge, copyOf, openMirrorScene, operating } from "../mirror/scene";

const scene = openMirrorScene(testDatabase);
const readThrough = vi.hoisted(() => ({ read: null as ((op: AnyOperation, input: InputOf<AnyOperation>) => Promise<unknown>) | null }));
vi.mock("@/lib/desk/read", () => ({
  readWhole: async (op: AnyOperation, _session: unknown, input: InputOf<AnyOperation>) => readThrough.read!(op, input),
}));

const session = () =>
  ({
    id: randomUUID(), customerId: scene.customerId, memberId: randomUUID(), name: "Approver One", role: "APPROVER",
    email: "approver.one@example.com", scopes: ["pockets.read", "transfers.read"],
  }) as unknown as Session;
const ledger = async (): Promise<CompanyState> => (await scene.control.state()) as CompanyState;
const fill = async () => {
  for (const kind of ["transactions", "trades"] as const) {
    await begin(copyOf(scene, kind));
    await converge(copyOf(scene, kind), scene.client);
  }
};
const totalAt = (state: CompanyState, instant: Date): number =>
  state.pockets.filter(({ status }) => status !== "PENDING").reduce((sum, { id }) => sum + snapshotAt(state, id, instant).total, 0);
const evening = (day: Day) => instantAt(day, "23:30");

beforeEach(() => {
  readThrough.read = (op, input) => scene.client.call(op, input);
});

const isOwnMove = (details: object) => "on_us_transfer_type" in details && details.on_us_transfer_type === "INTERNAL_REALLOCATION";

/** What went in and out between two instants, moves between own pockets left out, in the bank's own ledger. */
function flowsIn({ transactions }: CompanyState, after: Date, until: Date) {
  const rows = transactions.filter(({ time_booked, details }) => {
    const at = Date.parse(time_booked);
    return at > after.getTime() && at <= until.getTime() && !isOwnMove(details);
  });
  const of = (direction: string) => rows.filter((one) => one.direction === direction).reduce((sum, { amount }) => sum + amount.value, 0);
  return { paidIn: of("CREDIT"), paidOut: of("DEBIT") };
}

async function equalsTheLedger(_: string, day: Day): Promise<void> {
  const yesterday = addDays(day, -1);
  await scene.control.moveTo(evening(yesterday));
  await takeSnapshot(scene.customerId, async () => scene.client);
  const noon = instantAt(day, "15:00");
  await scene.control.moveTo(noon);
  await fill();
  const state = await ledger();
  const { points, changes, days } = await historyView(session(), 30);
  expect(points.at(-1)).toMatchObject({ day, source: "now", total: totalAt(state, noon) });
  expect([days, points.length]).toEqual([30, 30]);
  expect(points.at(-2)).toMatchObject({ day: yesterday, source: "snapshot", total: totalAt(state, evening(yesterday)) });
  expect(points[0]).toMatchObject({ day: addDays(day, -29), source: "computed" });
  const { paidIn, paidOut } = flowsIn(state, endOf(yesterday), noon);
  const change = totalAt(state, noon) - totalAt(state, evening(yesterday));
  expect(changes.day).toEqual({
    since: yesterday, before: totalAt(state, evening(yesterday)), change, paidIn, paidOut,
    earned: change - paidIn + paidOut, source: "snapshot",
  });
  const week = flowsIn(state, endOf(addDays(day, -7)), noon);
  expect(changes.week).toMatchObject({ since: addDays(day, -7), ...week });
  for (const one of Object.values(changes)) expect(one!.before + one!.paidIn - one!.paidOut + one!.earned).toBe(points.at(-1)!.total);
}

describe("the projection", () => {
  const run = (who: Session, name: string, input: unknown): Promise<CommandAnswer> =>
    runDeskCommand(deskCommands.get(name)!, who, { commandId: randomUUID(), input }, { client: scene.client });

  it("begins with what the pockets hold, and knows what matures and what comes back", async () => {
    await fill();
    const state = await ledger();
    const view = await projectionView(session());
    const at = await bankingNow();
    for (const { id, cash, bills } of view.pockets) {
      const held = snapshotAt(state, id, at);
      expect([cash, bills]).toEqual([held.cash, held.total - held.cash]);
      const face = held.positions.reduce((sum, { quantity }) => sum + quantity * 10_000, 0);
      const maturing = view.flows.filter((flow) => flow.pocketId === id && flow.source.kind === "maturity");
      expect(maturing.reduce((sum, flow) => sum + flow.cash, 0)).toBe(face);
    }
    expect(view.recurring.map(({ counterparty, verdict }) => `${counterparty} ${verdict}`)).toContain("Sample Office Leasing LLC open");
  });

  it("follows what people accept, strike and expect, for everybody", async () => {
    await fill();
    const [one, two] = [session(), session()];
    const rent = (await projectionView(one)).recurring.find(({ counterparty }) => counterparty === "Sample Office Leasing LLC")!;
    await run(one, "forecast.judge", { id: rent.id, verdict: "struck" });
    await run(one, "forecast.plan", { pocketId: operating, day: "2026-08-17", amount: -1_250_000, text: "Estimated tax" });
    const seen = await projectionView(two);
    expect(seen.recurring.find(({ id }) => id === rent.id)).toMatchObject({ verdict: "struck", by: { name: "Approver One" } });
    expect(seen.planned).toMatchObject([{ pocketId: operating, day: "2026-08-17", amount: -1_250_000, text: "Estimated tax" }]);
    await run(two, "forecast.drop", { id: seen.planned[0]!.id });
    await run(two, "forecast.judge", { id: rent.id, verdict: "open" });
    const after = await projectionView(one);
    expect([after.planned, after.recurring.find(({ id }) => id === rent.id)!.verdict]).toEqual([[], "open"]);
  });

  it.each([
    ["forecast.judge", { id: "Operating|nothing", verdict: "accepted" }, "no longer found"],
    ["forecast.plan", { pocketId: randomUUID(), day: "2026-08-17", amount: 1, text: "x" }, "no such pocket"],
    ["forecast.drop", { id: randomUUID() }, "no longer there"],
  ])("refuses what is not there: %s", async (name, input, sentence) => {
    await fill();
    await expect(run(session(), name, input)).rejects.toThrow(sentence);
  });

  it("refuses days that have passed or that it does not reach, by the name of the field", async () => {
    for (const day of ["2026-07-14", "2026-12-24", "2026-02-30"]) {
      const refused = await run(session(), "forecast.plan", { pocketId: operating, day, amount: 1, text: "x" }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "invalid_input", fields: [{ field: "day" }] });
    }
  });
});

describe("a plan", () => {
  const plan = (search: Record<string, string>) => planView(session(), planWanted.parse(search));

  it("finds the ways to have a sum in a pocket, each at what it costs by the bank's prices", async () => {
    const state = await ledger();
    const now = new Date("2026-07-15T14:00:00Z");
    const { ways, amount } = await plan({ pocket: operating, amount: "250,000.00", day: "2026-07-15" });
    expect(amount).toBe(25_000_000);
    const own = ways.find(({ pocketId }) => pocketId === operating)!;
    const held = snapshotAt(state, operating, now);
    for (const { cusip, quantity, proceeds, cost } of own.sales) {
      const position = held.positions.find((one) => one.cusip === cusip)!;
      expect(quantity).toBeLessThanOrEqual(position.quantity);
      expect(proceeds).toBe(marketValue(quantity, position.price));
      expect(cost).toBe(quantity * 10_000 - proceeds);
    }
    expect(own).toMatchObject({ shortfall: 0, brings: 25_000_000, arrives: "2026-07-15" });
    expect(ways.map(({ shortfall }) => shortfall > 0)).toEqual(ways.map(({ shortfall }) => shortfall > 0).sort());
    const enough = ways.filter(({ shortfall }) => shortfall === 0).map(({ cost }) => cost);
    expect(enough).toEqual([...enough].sort((a, b) => a - b));
  });

  it("costs nothing where bills mature in time", async () => {
    const state = await ledger();
    const maturity = snapshotAt(state, operating, new Date("2026-07-15T14:00:00Z")).positions[0]!.maturity_date;
    const { ways } = await plan({ pocket: operating, amount: "1,000.00", day: maturity });
    expect(ways[0]).toMatchObject({ pocketId: operating, how: "cash", cost: 0, sales: [], maturing: [{ maturity_date: maturity }] });
  });

  it("says what is missing where nothing suffices, and refuses what it cannot plan", async () => {
    const { ways } = await plan({ pocket: operating, amount: "9,000,000,000.00", day: "2026-07-20" });
    expect(ways.every(({ shortfall }) => shortfall > 0)).toBe(true);
    await expect(plan({ pocket: operating, amount: "1.00", day: "2026-07-14" })).rejects.toMatchObject({ fields: [{ field: "day" }] });
    await expect(plan({ pocket: randomUUID(), amount: "1.00", day: "2026-07-20" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("has bills themselves come from pockets on JikoNet alone, and into them alone", async () => {
    const on = (await ledger()).pockets.filter(({ attributes }) => attributes.includes("JIKONET")).map(({ id }) => id);
    const moved = async (pocket: string) => {
      const { ways } = await plan({ pocket, amount: "1,000.00", day: "2026-07-15" });
      return ways.filter(({ how }) => how === "moves-bills").map(({ pocketId }) => pocketId);
    };
    expect(on).toContain(operating);
    expect(await moved(operating)).toEqual(on.filter((id) => id !== operating));
    expect(await moved(pocketId("payroll"))).toEqual([]);
  });

  it("does not promise for Monday what is sold at the weekend", async () => {
    await scene.control.moveTo(instantAt("2026-07-18", "10:00"));
    const arrivals = async (day: Day) => {
      const { ways } = await plan({ pocket: operating, amount: "1,000.00", day });
      return [...new Set(ways.filter(({ how }) => how === "moves-cash").map(({ arrives, fileBy }) => `${arrives} ${fileBy}`))];
    };
    expect(await arrivals("2026-07-20")).toEqual(["2026-07-21 null"]);
    expect(await arrivals("2026-07-21")).toEqual(["2026-07-21 2026-07-20"]);
  });
});

// The bank's clock does not go back: from here on the days follow each other.
describe("what there is and what has changed", () => {
  it("is only what was written down while the copy is not filled", async () => {
    await scene.control.moveTo(evening("2026-07-20"));
    await takeSnapshot(scene.customerId, async () => scene.client);
    await scene.control.moveTo(instantAt("2026-07-21", "12:00"));
    const { points, changes, copyAsOf } = await historyView(session(), 90);
    expect(points.map(({ day, source }) => `${day} ${source}`)).toEqual(["2026-07-20 snapshot", "2026-07-21 now"]);
    expect([changes.week, copyAsOf]).toEqual([null, null]);
  });

  it.each([["a month's end", "2026-07-31"]])("is what the bank's ledger says, to the cent: %s", equalsTheLedger);

  it("does not take a look at noon for the evening when something moved after it", async () => {
    await scene.control.moveTo(instantAt("2026-08-03", "06:00"));
    await takeSnapshot(scene.customerId, async () => scene.client);
    await scene.control.moveTo(instantAt("2026-08-04", "12:00"));
    await fill();
    const point = (await historyView(session(), 30)).points.find(({ day }) => day === "2026-08-03")!;
    expect(point.source).toBe("computed");
  });

  it.each([
    ["a day on which bills mature", "2026-08-11"],
    ["a Sunday", "2026-08-16"],
    ["a holiday", "2026-09-07"],
    ["the change to winter time", "2026-11-01"],
    ["a leap day", "2028-02-29"],
  ])("is what the bank's ledger says, to the cent: %s", equalsTheLedger);
});
