import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { readBai2 } from "@/lib/bai2/testing/read";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { auditEntry } from "@/lib/db/schema/audit";
import { mirrorItem, mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";

const customerId = randomUUID();
const [operating, closed, empty] = [randomUUID(), randomUUID(), randomUUID()];

/** Jiko: the pockets as they are now, and what was earned by the first day of the range. */
const jiko = vi.hoisted(() => ({
  pockets: new Map<string, object>(),
  earned: new Map<string, number>(),
  pricedAt: "2026-07-15T12:00:00Z",
  asked: [] as string[],
}));
vi.mock("@/lib/env", () => ({ env: () => ({ COMPANY_TIME_ZONE: "America/Los_Angeles" }) }));
vi.stubEnv("LOG_LEVEL", "silent");
vi.mock("../mirror/gate", () => ({ requireMirror: vi.fn() }));
vi.mock("@/lib/clock", async (original) => ({ ...(await original<object>()), bankingNow: async () => new Date("2026-07-15T13:12:07Z") }));
vi.mock("../jiko", () => ({
  jikoFor: () => ({
    call: async ({ id }: { id: string }, input: { params: { pocket_id: string }; query: { date_from: string; date_to: string } }) => {
      if (id === "pockets.list") return { items: [...jiko.pockets.values()], next_page: null };
      if (id === "pockets.get") return jiko.pockets.get(input.params.pocket_id);
      const { date_from, date_to } = input.query;
      jiko.asked.push(`${date_from} ${date_to}`);
      return { earnings: jiko.earned.get(date_from) ?? 0, pricing_timestamp: jiko.pricedAt };
    },
  }),
}));
const { downloadBai2 } = await import("./download");

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  vi.stubEnv("DATABASE_URL", test.runtimeUrl);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const names = { name: "Viewer One", customerName: "Example Robotics, Inc." };
const session = { id: randomUUID(), customerId, memberId: randomUUID(), ...names } as Session;
const file = async (wanted: { day: string; pocket?: string }) => {
  const asked = { request: new Request("http://localhost:3000/api/downloads/bai2"), session, log };
  const answer = await downloadBai2(asked, wanted);
  return { name: answer.headers.get("content-disposition"), text: await answer.text() };
};
const refusal = async (wanted: { day: string; pocket?: string }): Promise<AppError> => {
  const thrown: unknown = await file(wanted).catch((error: unknown) => error);
  if (!(thrown instanceof AppError)) throw thrown;
  return thrown;
};

const pocketOf = (id: string, name: string, worth: { value: number; cash: number } | null, status = "OPEN") => ({
  id, pocket_name: name, status,
  portfolio: worth && { total_value: worth.value, cash: worth.cash, pricing_timestamp: jiko.pricedAt, securities: [] },
});

const row = (pocketId: string, kind: string, at: string, amount: number | null, data: object) => ({
  customerId, kind, id: randomUUID(), pocketId, at: new Date(at), amount, status: "SETTLED", open: false,
  data: { notional: Math.abs(amount ?? 0), ...data }, search: "", digest: "", readAt: new Date(), firstSeenAt: new Date(at),
});
const flow = (pocketId: string, at: string, amount: number, what: object = {}) =>
  row(pocketId, "transactions", at, amount, {
    type: "WIRE", transaction_id: "11111111-2222-3333-4444-555555555555", title: "Wire", description: "Invoice 4711",
    amount: Math.abs(amount), direction: amount > 0 ? "CREDIT" : "DEBIT", details: { reference_number: "REF/4711" }, ...what,
  });
const trade = (pocketId: string, at: string, amount: number, activity: string) => row(pocketId, "trades", at, amount, { activity });

const filled = { customerId, filledAt: new Date("2026-07-01T00:00:00Z"), asOf: new Date("2026-07-15T13:12:00Z") };

beforeEach(async () => {
  await db().delete(mirrorItem);
  await db().delete(mirrorKind);
  await db().delete(mirrorRound);
  await db().insert(mirrorKind).values([{ ...filled, kind: "transactions" }, { ...filled, kind: "trades" }]);
  await db()
    .insert(mirrorItem)
    .values([
      flow(operating, "2026-07-10T15:00:00Z", 1_000_00),
      trade(operating, "2026-07-10T15:01:00Z", -950_00, "BUY"),
      // A quarter past midnight in New York on the 14th, and the last minute of that day there: other days in Los Angeles.
      flow(operating, "2026-07-14T04:15:00Z", 200_00),
      flow(operating, "2026-07-15T03:59:00Z", -30_00, { type: "FEE" }),
      flow(operating, "2026-07-15T04:00:00Z", -5_00),
      flow(closed, "2026-07-10T15:00:00Z", 80_00),
      flow(closed, "2026-07-14T15:00:00Z", -80_00),
    ]);
  Object.assign(jiko, { asked: [], pricedAt: "2026-07-15T12:00:00Z" });
  jiko.earned = new Map([["2026-07-10", 11], ["2026-07-14", -4], ["2026-07-15", 7]]);
  jiko.pockets = new Map([
    [operating, pocketOf(operating, "Operating", { value: 1_165_14, cash: 215_00 })],
    [empty, pocketOf(empty, "Escrow", { value: 0, cash: 0 })],
  ]);
});

describe("a prior-day file", () => {
  it("has balances, movements and earnings of the day, by New York's days, and is on record", async () => {
    const { name, text } = await file({ day: "2026-07-14", pocket: operating });
    expect(name).toBe('attachment; filename="example-robotics_operating_bai2_2026-07-14.bai"');
    const { accounts, asOf } = readBai2(text);
    expect(asOf).toBe("260714");
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({
      number: operating.replaceAll("-", ""),
      summaries: {
        "010": { amount: 1_000_11 }, "015": { amount: 1_170_07 },
        "100": { amount: 200_00, count: 1 }, "400": { amount: 30_04, count: 2 },
      },
      entries: [
        {
          code: "195", amount: 200_00, text: "Wire Invoice 4711",
          bankReference: "11111111222233334444555555555555", customerReference: "REF4711",
        },
        { code: "698", amount: 30_00 },
        { code: "654", amount: 4, bankReference: "EARNINGS-2026-07-14" },
      ],
    });
    expect(jiko.asked).toEqual(["2026-07-10 2026-07-13", "2026-07-14 2026-07-14", "2026-07-15 2026-07-15"]);
    const { kind, action, outcome, subjectId } = auditEntry;
    const record = await db().select({ kind, action, outcome, about: subjectId }).from(auditEntry);
    const said = { action: "priorDay.download", about: operating };
    expect(record).toEqual([{ ...said, kind: "intent", outcome: null }, { ...said, kind: "outcome", outcome: "done" }]);
  });

  it("of all pockets leaves out those in which nothing had moved, and has those that were closed since", async () => {
    jiko.earned = new Map();
    jiko.pockets.set(operating, pocketOf(operating, "Operating", { value: 1_165_00, cash: 215_00 }));
    jiko.pockets.set(closed, pocketOf(closed, "Old", null, "CLOSED"));
    const { accounts } = readBai2((await file({ day: "2026-07-13" })).text);
    expect(accounts.map(({ number, summaries }) => [number, summaries["015"]!.amount])).toEqual([
      [operating.replaceAll("-", ""), 1_000_00],
      [closed.replaceAll("-", ""), 80_00],
    ]);
    expect(await refusal({ day: "2026-07-14", pocket: empty })).toMatchObject({ code: "not_found" });
  });

  it("is refused where the day is not over", async () => {
    expect(await refusal({ day: "2026-07-15" })).toMatchObject({ code: "invalid_input" });
  });

  it("is refused where value or cash do not add up with Jiko, by the cent that is missing", async () => {
    jiko.pockets.set(operating, pocketOf(operating, "Operating", { value: 1_165_15, cash: 215_00 }));
    const faulty = await refusal({ day: "2026-07-14", pocket: operating });
    expect([faulty.code, faulty.message]).toEqual(["conflict", expect.stringContaining("its value at Jiko: $0.01")]);
    jiko.pockets.set(operating, pocketOf(operating, "Operating", { value: 1_165_14, cash: 216_00 }));
    expect((await refusal({ day: "2026-07-14" })).message).toContain("its cash at Jiko: $1.00");
  });

  it("is refused where prices moved meanwhile, or Jiko does not say what it is worth", async () => {
    jiko.pockets.set(operating, pocketOf(operating, "Operating", { value: 1_165_20, cash: 215_00 }));
    jiko.pricedAt = "2026-07-15T13:12:05Z";
    expect((await refusal({ day: "2026-07-14" })).message).toContain("priced anew");
    jiko.pockets.set(operating, pocketOf(operating, "Operating", null));
    expect((await refusal({ day: "2026-07-14" })).message).toContain("cannot be compared");
  });

  it("is refused where the direction of a movement is not known", async () => {
    await db().insert(mirrorItem).values({ ...flow(operating, "2026-07-14T15:00:00Z", 0), amount: null });
    expect((await refusal({ day: "2026-07-14" })).message).toContain("came in or went out");
  });

  it("is refused where the copy does not hold the day, or is known to differ", async () => {
    const round = { customerId, kind: "trades", stretch: "check:2026-07", number: 3, reading: false, misses: 1 };
    await db().insert(mirrorRound).values(round);
    const differs = await refusal({ day: "2026-07-14" });
    expect([differs.code, differs.message]).toEqual(["conflict", expect.stringContaining("differ from Jiko's lists")]);
    await db().update(mirrorKind).set({ asOf: new Date("2026-07-15T03:00:00Z") });
    expect((await refusal({ day: "2026-07-14" })).message).toContain("does not hold this day whole");
    await db().update(mirrorKind).set({ ...filled, filledAt: null });
    expect((await refusal({ day: "2026-07-13" })).message).toContain("does not hold this day whole");
  });
});
