import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, isBusinessDay } from "./business-days";
import { cents, sum } from "./money";
import { firstShortfall, maturityFlows, project, projectedDays, transferFlows, type ExpectedFlow } from "./projection";

const today = "2026-06-18";
const pocket = (id: string, cash: number, bills: number) => ({ id, cash: cents(cash), bills: cents(bills) });
const request = (change: object, status = "APPROVED") => ({
  id: "r1",
  status,
  transfer: { origin_pocket_id: "a", amount: { type: "REQUESTED_AMOUNT", amount_usdc: 500 }, ...change },
});

const flow = fc.record({
  day: fc.integer({ min: -5, max: 100 }).map((days) => addDays(today, days)),
  pocketId: fc.constantFrom("a", "b", "elsewhere"),
  cash: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(cents),
  bills: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(cents),
  source: fc.constant({ kind: "recurring" as const, id: "x" }),
});

describe("the projection", () => {
  it("opens each day where the one before closed, and every flow within it counts once", () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 60 }), fc.integer({ min: 1, max: 91 }), (flows: ExpectedFlow[], length) => {
        const days = project({ pockets: [pocket("a", 5, 7), pocket("b", 11, 13)], flows, from: today, days: length });
        expect(days.map(({ day }) => day)).toEqual(Array.from({ length }, (_, i) => addDays(today, i)));
        days.forEach(({ opening, closing, flows: own, pockets }, i) => {
          expect(opening).toEqual(i === 0 ? { cash: 16, bills: 20 } : days[i - 1]!.closing);
          expect(closing.cash).toBe(opening.cash + sum(own.map(({ cash }) => cash)));
          expect(closing.bills).toBe(opening.bills + sum(own.map(({ bills }) => bills)));
          expect(closing.cash).toBe(sum(Object.values(pockets).map(({ cash }) => cash)));
          expect(closing.bills).toBe(sum(Object.values(pockets).map(({ bills }) => bills)));
        });
        const counted = flows.filter(({ pocketId, day }) => pocketId !== "elsewhere" && day <= days.at(-1)!.day);
        expect(days.flatMap((one) => one.flows)).toHaveLength(counted.length);
        expect(days.at(-1)!.closing.cash).toBe(16 + sum(counted.map(({ cash }) => cash)));
      }),
    );
  });

  it("runs over thirteen weeks, and finds the first day that cash does not last", () => {
    const source = { kind: "recurring" as const, id: "x" };
    const flows = [{ day: addDays(today, 40), pocketId: "a", cash: cents(-6), bills: cents(0), source }];
    const days = project({ pockets: [pocket("a", 5, 0), pocket("b", 5, 0)], flows, from: today });
    expect(days).toHaveLength(projectedDays);
    expect(firstShortfall(days)).toBeNull();
    expect(firstShortfall(days, "a")!.day).toBe(addDays(today, 40));
  });
});

describe("maturities", () => {
  const bill = { cusip: "A", quantity: 3, value: cents(29_900), maturity_date: "2026-06-19" };

  it("pay their face on the next business day, and the holder gains what was still to accrue", () => {
    const flows = maturityFlows("a", [bill], false);
    expect(flows).toEqual([{ day: "2026-06-22", pocketId: "a", cash: 30_000, bills: -29_900, source: { kind: "maturity", cusip: "A" } }]);
    const days = project({ pockets: [pocket("a", 10, 29_900)], flows, from: today });
    expect(days.at(-1)!.closing).toEqual({ cash: 30_010, bills: 0 });
  });

  it("reinvested, leave cash as it was", () => {
    const days = project({ pockets: [pocket("a", 10, 29_900)], flows: maturityFlows("a", [bill], true), from: today });
    expect(days.at(-1)!.closing).toEqual({ cash: 10, bills: 30_000 });
    expect(days[4]!.flows.map(({ source }) => source.kind)).toEqual(["maturity", "reinvestment"]);
  });
});

describe("transfers", () => {
  it("count while they wait or are approved, not once they run or have ended", () => {
    const statuses = ["PENDING_APPROVAL", "APPROVED", "PROCESSING", "COMPLETED", "REJECTED", "CANCELED", "FAILED", "NEW"];
    const { flows } = transferFlows(statuses.map((status) => request({}, status)), today);
    expect(flows.map(({ source }) => source)).toEqual([
      { kind: "transfer", id: "r1", status: "PENDING_APPROVAL" },
      { kind: "transfer", id: "r1", status: "APPROVED" },
    ]);
    expect(flows[0]).toMatchObject({ day: today, pocketId: "a", cash: -500, bills: 0 });
  });

  it("between own pockets arrive a business day later, as bills at once", () => {
    const to = (transfer_type: string | null) =>
      transferFlows([request({ details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: "b", transfer_type } })], today).flows;
    expect(to("BANK_TRANSFER").map(({ day, pocketId, cash, bills }) => [day, pocketId, cash, bills])).toEqual([
      [today, "a", -500, 0],
      ["2026-06-22", "b", 500, 0],
    ]);
    expect(to(null)[1]).toMatchObject({ cash: 500 });
    expect(to("SECURITY_TRANSFER").map(({ day, cash, bills }) => [day, cash, bills])).toEqual([
      [today, 0, -500],
      [today, 0, 500],
    ]);
  });

  it("of everything, or of an unknown kind, are named and not guessed", () => {
    const everything = request({ amount: { type: "FULL_WITHDRAWAL" } });
    const { flows, unclear } = transferFlows([everything, request({ amount: { type: "UNKNOWN" } })], today);
    expect([flows, unclear]).toEqual([[], ["r1", "r1"]]);
  });

  it("start on a business day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (n) => {
        const internal = request({ details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: "b" } });
        const { flows } = transferFlows([internal], addDays("2024-01-01", n));
        for (const { day } of flows) expect(isBusinessDay(day)).toBe(true);
      }),
    );
  });
});
