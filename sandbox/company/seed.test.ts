import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { counterparty } from "@/lib/jiko/counterparties";
import { customer } from "@/lib/jiko/customer";
import { pocket } from "@/lib/jiko/pockets";
import { statement } from "@/lib/jiko/statements";
import { membership, teamMember } from "@/lib/jiko/team";
import { trade } from "@/lib/jiko/trades";
import { tradingStrategy } from "@/lib/jiko/trading-strategies";
import { transaction } from "@/lib/jiko/transactions";
import { transferRequest } from "@/lib/jiko/transfer-requests";
import { wire } from "@/lib/jiko/wires";
import { marketValue } from "@/lib/treasury/t-bill";
import { faultsOf } from "./audit";
import { company } from "./index";
import type { CompanyState } from "./types";

const { createCompany, portfolioOf, statementsOf } = company;
const now = new Date("2026-07-15T14:00:00Z");
const state = createCompany({ now });

const tally = <T>(list: readonly T[], key: (one: T) => string) =>
  list.reduce<Record<string, number>>((counts, one) => ({ ...counts, [key(one)]: (counts[key(one)] ?? 0) + 1 }), {});

describe("every object fits the contract", () => {
  const all: [string, z.ZodType, () => unknown[]][] = [
    ["customer", customer, () => [state.customer]],
    ["members", teamMember, () => state.members],
    ["memberships", membership, () => state.memberships],
    ["pockets", pocket, () => state.pockets.map((one) => ({ ...one, portfolio: portfolioOf(state, one.id, now) }))],
    ["counterparties", counterparty, () => state.counterparties],
    ["strategies", tradingStrategy, () => state.strategies],
    ["requests", transferRequest, () => state.requests],
    ["transactions", transaction, () => state.transactions],
    ["trades", trade, () => state.trades],
    ["wires", wire, () => state.wires],
    ["statements", statement, () => statementsOf(state, now).map((one) => ({ ...one, pdf_download_url: "http://127.0.0.1/x" }))],
  ];
  test.each(all)("%s", (_, schema, list) => {
    expect(list().length).toBeGreaterThan(0);
    for (const one of list()) {
      const parsed = schema.parse(one) as { type?: string };
      // What the contract does not know would read as UNKNOWN.
      expect(parsed.type).not.toBe("UNKNOWN");
    }
  });

  test("ids are unique and point at something", () => {
    const ids = [state.transactions, state.trades, state.requests, state.counterparties, state.pockets, state.members].map((list) =>
      list.map(({ id }) => id),
    );
    for (const list of ids) expect(new Set(list).size).toBe(list.length);
    const pockets = new Set(state.pockets.map(({ id }) => id));
    const payees = new Map(state.counterparties.map((one) => [one.id, one.counterparty_name]));
    const members = new Map(state.members.map((one) => [one.id, one]));
    for (const one of [...state.transactions, ...state.trades]) expect(pockets).toContain(one.pocket_id);
    for (const { transfer, created_by, reviewers, required_approvals, status } of state.requests) {
      expect(pockets).toContain(transfer.origin_pocket_id);
      if (transfer.type !== "ON_US")
        expect(payees.get(transfer.counterparty_id)).toEqual({ type: "business", business_name: transfer.counterparty_name });
      expect(members.get(created_by.member_id)?.role).toMatch(/INITIATOR|ADMIN/);
      expect(reviewers.map((one) => one.member_id)).not.toContain(created_by.member_id);
      expect(new Set(reviewers.map((one) => one.member_id)).size).toBe(reviewers.length);
      for (const one of reviewers) expect(members.get(one.member_id)?.role).toMatch(/APPROVER|ADMIN/);
      const approvals = reviewers.filter((one) => one.decision === "APPROVED").length;
      if (["APPROVED", "PROCESSING", "COMPLETED", "FAILED"].includes(status)) expect(approvals).toBeGreaterThanOrEqual(required_approvals);
      else expect(approvals).toBeLessThan(required_approvals);
      if ("amount_usdc" in transfer.amount) expect(required_approvals).toBe(transfer.amount.amount_usdc < 100_000_000 ? 1 : 2);
    }
  });
});

describe("the company has one of everything", () => {
  test("pockets", () => {
    expect(tally(state.pockets, (one) => one.status)).toEqual({ OPEN: 6, FROZEN: 1, CLOSED: 1 });
    expect(state.pockets.filter((one) => one.status === "OPEN" && one.attributes.includes("JIKONET"))).toHaveLength(2);
    expect(state.pockets[0]).toMatchObject({ id: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", pocket_name: "Operating" });
    for (const one of state.pockets) expect(portfolioOf(state, one.id, now).total_value.value > 0).toBe(one.status !== "CLOSED");
  });

  test("requests in every state, among them the hard ones", () => {
    const counts = tally(state.requests, (one) => one.status);
    expect(counts).toMatchObject({ PENDING_APPROVAL: 9, APPROVED: 1, PROCESSING: 1, REJECTED: 1, CANCELED: 1, FAILED: 3 });
    expect(counts.COMPLETED).toBeGreaterThan(40);
    const pending = state.requests.filter((one) => one.status === "PENDING_APPROVAL");
    expect(new Set(pending.map((one) => one.transfer.type))).toEqual(new Set(["WIRE", "ON_US", "USDC"]));
    expect(new Set(pending.map((one) => one.created_by.name))).toEqual(new Set(["Initiator One", "Initiator Two", "Admin One"]));
    expect(pending.some((one) => one.required_approvals === 2 && one.reviewers.some((by) => by.decision === "APPROVED"))).toBe(true);
    expect(pending.some((one) => one.transfer.amount.type === "FULL_WITHDRAWAL")).toBe(true);
    expect(state.requests.find((one) => one.status === "REJECTED")!.reviewers[0]!.reason).toBeTruthy();
    expect(state.requests.map((one) => one.failure_reason).filter(Boolean)).toEqual(["INSUFFICIENT_FUNDS", "INVALID_TRANSFER", "ACCOUNT_UNAVAILABLE"]);
  });

  test("payees and movements", () => {
    expect(tally(state.counterparties, (one) => one.type)).toEqual({ wire: 4, international_wire: 2, ach: 2, on_us: 2, crypto_wallet: 1 });
    expect(new Set(state.counterparties.map((one) => one.status))).toEqual(
      new Set(["LINKED", "VERIFIED", "PENDING", "UNLINKED", "FAILED"]),
    );
    expect(Object.keys(tally(state.transactions, (one) => one.type)).sort()).toEqual([
      "ACH",
      "CARD",
      "CREDIT",
      "FEE",
      "GENERIC",
      "ON_US",
      "WIRE",
    ]);
    expect(state.transactions.length).toBeGreaterThan(1_000);
    expect(state.transactions.length).toBeLessThan(1_800);
    expect(new Set(state.trades.map((one) => one.activity)).size).toBe(5);
    expect(state.transactions.some((one) => one.status === "BOOKED")).toBe(true);
  });
});

test("payments, wires and requests belong together", () => {
  const requests = new Map(state.requests.map((one) => [one.id, one]));
  const outgoing = state.wires.filter((one) => one.direction === "OUTGOING");
  expect(outgoing.length).toBeGreaterThan(20);
  for (const wire of outgoing) {
    const request = requests.get(wire.id)!;
    expect(request.status).toBe({ SUCCESS: "COMPLETED", PROCESSING: "PROCESSING", REJECTED: "FAILED" }[wire.status]);
    expect(request.transfer.amount).toEqual({ type: "REQUESTED_AMOUNT", amount_usdc: wire.amount.value });
    const paid = state.transactions.filter((one) => one.type === "WIRE" && one.details.wire_id === wire.id);
    expect(paid).toMatchObject([{ direction: "DEBIT", amount: wire.amount, status: wire.status === "PROCESSING" ? "BOOKED" : "SETTLED" }]);
    expect(state.transactions.filter((one) => one.type === "FEE" && one.details.wire_id === wire.id)).toHaveLength(1);
  }
});

test("of two wires that were rejected, one has given its money back and one never moved any", () => {
  const [out, ...more] = state.wires.filter((one) => one.status === "REJECTED" && one.direction === "OUTGOING");
  const back = state.transactions.filter((one) => one.description === "Returned payment");
  expect(more).toEqual([]);
  expect(back).toMatchObject([{ direction: "CREDIT", amount: out!.amount, pocket_id: out!.pocket_id, status: "SETTLED" }]);
  expect(state.counterparties.find((one) => one.id === out!.counterparty_id)).toMatchObject({ status: "VERIFIED", type: "wire" });
  const refused = state.wires.filter((one) => one.status === "REJECTED" && one.direction === "INCOMING");
  expect(refused).toHaveLength(1);
  expect(state.transactions.filter((one) => one.type === "WIRE" && one.details.wire_id === refused[0]!.id)).toEqual([]);
});

test("both legs of an internal move share their transaction and cancel out", () => {
  const moves = new Map<string, CompanyState["transactions"]>();
  for (const one of state.transactions) {
    if (one.type !== "ON_US" || one.details.on_us_transfer_type !== "INTERNAL_REALLOCATION") continue;
    moves.set(one.transaction_id, [...(moves.get(one.transaction_id) ?? []), one]);
  }
  expect(moves.size).toBeGreaterThan(50);
  for (const legs of moves.values()) {
    expect(legs.map((one) => one.direction).sort()).toEqual(["CREDIT", "DEBIT"]);
    expect(legs[0]!.amount).toEqual(legs[1]!.amount);
    expect(legs[0]!.pocket_id).not.toBe(legs[1]!.pocket_id);
  }
});

test("nothing is dated after now, and every list is in order of time", () => {
  const inOrder = (times: string[]) => {
    const numbers = times.map((time) => Date.parse(time));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(Math.max(...numbers)).toBeLessThanOrEqual(now.getTime());
  };
  inOrder(state.transactions.map((one) => one.time_booked));
  inOrder(state.trades.map((one) => one.trade_datetime));
  inOrder(state.requests.map((one) => one.created_at));
  for (const one of state.trades) expect(one.notional.value).toBe(marketValue(one.quantity, one.price));
});

test("the same company every time, a copy each time", () => {
  const again = createCompany({ now });
  expect(again).toEqual(state);
  expect(again).not.toBe(state);
  again.pockets[0]!.pocket_name = "Changed";
  expect(createCompany({ now }).pockets[0]!.pocket_name).toBe("Operating");
  expect(JSON.parse(JSON.stringify(state)) as CompanyState).toEqual(state);
});

test("adds up to the cent, whenever it is made and from whatever seed", () => {
  expect(faultsOf(state)).toEqual([]);
  const moments = fc.date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2027-12-31T00:00:00Z"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 1000 }), (moment, seed) => {
      expect(faultsOf(createCompany({ now: moment, seed }))).toEqual([]);
    }),
    { numRuns: 6 },
  );
}, 60_000);
