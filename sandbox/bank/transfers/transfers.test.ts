import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { transferRequestsCreate } from "@/lib/jiko/transfer-requests";
import { transferRequestsCreate as create } from "@/lib/jiko/transfer-requests";
import { nameOf } from "@/lib/jiko/counterparties";
import type { Counterparty, TransferRequest } from "@/sandbox/company/types";
import { nextId, testBank } from "../testing";
import { decide, type Decision } from "./decide";
import { file } from "./file";
import { returningPayee } from "./run";

type Filing = z.input<(typeof transferRequestsCreate)["body"]>;
type Transfer = Filing["transfer"];

let kit: ReturnType<typeof testBank>;
beforeEach(() => void (kit = testBank()));

const company = () => kit.bank.state.company;
const pocket = (name: string) => company().pockets.find((one) => one.pocket_name === name)!;
const payee = (type: Counterparty["type"], status: "VERIFIED" | "LINKED" | "PENDING" | "UNLINKED" = "VERIFIED") => {
  const found = company().counterparties.find((one) => one.type === type && (one.status === status || (status === "VERIFIED" && one.status === "LINKED")));
  if (!found) throw new Error(`The seed has no ${type} counterparty that is ${status}`);
  return found;
};
const dollars = (amount: number) => ({ type: "REQUESTED_AMOUNT" as const, amount_usdc: amount * 100 });

const wire = (amount: Transfer["amount"] = dollars(1000), more: Partial<Transfer> = {}): Transfer =>
  ({ id: nextId(), type: "WIRE", origin_pocket_id: pocket("Operating").id, counterparty_id: payee("wire").id, amount, description: "Invoice", ...more }) as Transfer;
const own = (from: string, to: string, how: "BANK_TRANSFER" | "SECURITY_TRANSFER", amount: Transfer["amount"] = dollars(1000)): Transfer => ({
  id: nextId(),
  type: "ON_US",
  origin_pocket_id: pocket(from).id,
  amount,
  details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: pocket(to).id, transfer_type: how },
});
const jikoNet = (from: string): Transfer => ({
  id: nextId(),
  type: "ON_US",
  origin_pocket_id: pocket(from).id,
  amount: dollars(250),
  details: { type: "PEER_TO_PEER", destination_counterparty_id: payee("on_us").id },
});

function fileAs(member: string, transfer: Transfer, reviewers: string[] = []): TransferRequest {
  const ids = reviewers.map((name) => kit.member(name).id);
  const request = file(kit.bank, kit.member(member), create.body.parse({ transfer, reviewers: ids }), kit.bank.now());
  kit.bank.changed();
  return request;
}
const act = (member: string, request: TransferRequest, decision: Decision, reason: string | null = null) =>
  decide(kit.bank, kit.member(member), request.id, decision, reason, kit.bank.now());
const later = (ms: number) => kit.bank.moveTo(new Date(kit.bank.now().getTime() + ms));
const now = (request: TransferRequest) => company().requests.find((one) => one.id === request.id)!;
const refusal = (status: number, loc?: string) =>
  expect.objectContaining({ status, ...(loc ? { detail: [expect.objectContaining({ loc: expect.arrayContaining([loc]) as unknown })] as unknown } : {}) });
const valueOf = (name: string) => kit.bank.company.portfolioOf(company(), pocket(name).id, kit.bank.now()).total_value.value;
const rowsOf = (request: TransferRequest) =>
  company().transactions.filter((row) => (row.type === "WIRE" && row.details.wire_id === request.id) || (row.type === "ON_US" && row.details.on_us_transfer_id === request.id));
const eventsOf = (request: TransferRequest) =>
  company().events.filter(({ payload }) => payload["wire_id"] === request.id || payload["on_us_id"] === request.id).map((one) => one.event_type);

/** A pocket's value is a sum of positions, each rounded to a cent: buying and selling shifts that by a few. */
function expectChange(before: number, after: number, change: number): void {
  expect(Math.abs(after - before - change)).toBeLessThanOrEqual(5);
}

/** What must hold whatever happens: cash and bills of every pocket are the sums of its transactions and trades. */
function checkBooks(): void {
  for (const { id } of company().pockets) {
    const books = company().books.pockets[id]!;
    const flows = company().transactions.filter((row) => row.pocket_id === id).reduce((sum, row) => sum + (row.direction === "CREDIT" ? 1 : -1) * row.amount.value, 0);
    const bills = new Map<string, number>();
    let cash = flows;
    for (const trade of company().trades.filter((one) => one.pocket_id === id)) {
      const buys = trade.activity === "BUY" || trade.activity === "SECURITY_TRANSFER_IN";
      cash += (buys ? -1 : 1) * trade.notional.value;
      bills.set(trade.cusip, (bills.get(trade.cusip) ?? 0) + (buys ? 1 : -1) * trade.quantity);
    }
    expect(books.net_flows).toBe(flows);
    expect(books.cash).toBe(cash);
    expect(cash).toBeGreaterThanOrEqual(0);
    expect(Object.fromEntries([...bills].filter(([, quantity]) => quantity !== 0))).toEqual(
      Object.fromEntries(books.holdings.map((one) => [one.cusip, one.quantity])),
    );
  }
}

describe("filing", () => {
  it("keeps the caller's id, waits for one approval, or for two from $1,000,000 on", () => {
    const small = wire(dollars(999_999.99));
    expect(fileAs("initiator.one", small)).toMatchObject({ id: small.id, status: "PENDING_APPROVAL", required_approvals: 1, reviewers: [] });
    expect(fileAs("admin.one", wire(dollars(1_000_000)))).toMatchObject({ required_approvals: 2 });
    expect(fileAs("admin.one", wire({ type: "FULL_WITHDRAWAL" }))).toMatchObject({ required_approvals: 2 });
  });

  it.each(["approver.one", "viewer.one"])("is not for %s", (member) => expect(() => fileAs(member, wire())).toThrow(refusal(403)));

  it("refuses an id that exists, and leaves the first as it was", () => {
    const first = wire();
    fileAs("initiator.one", first);
    expect(() => fileAs("initiator.one", { ...wire(dollars(2)), id: first.id })).toThrow(refusal(409));
    expect(company().requests.filter((one) => one.id === first.id)).toMatchObject([{ transfer: { amount: { amount_usdc: 100_000 } } }]);
  });

  it("refuses pockets that are unknown, frozen, closed or not on JikoNet", () => {
    const origin = "origin_pocket_id";
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: nextId() }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: pocket("Escrow").id }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", wire(dollars(1), { origin_pocket_id: pocket("Old Operating").id }))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", jikoNet("Payroll"))).toThrow(refusal(422, origin));
    expect(() => fileAs("initiator.one", own("Operating", "Reserve", "SECURITY_TRANSFER"))).toThrow(refusal(422, "transfer_type"));
    expect(() => fileAs("initiator.one", own("Operating", "Operating", "BANK_TRANSFER"))).toThrow(refusal(422, "destination_pocket_id"));
    expect(() => fileAs("initiator.one", own("Operating", "Escrow", "BANK_TRANSFER"))).toThrow(refusal(422, "destination_pocket_id"));
  });

  it("refuses payees that are unknown, of another kind or not payable", () => {
    const pay = (id: string, type: "WIRE" | "USDC" = "WIRE") => () =>
      fileAs("initiator.one", { id: nextId(), type, origin_pocket_id: pocket("Operating").id, counterparty_id: id, amount: dollars(1) });
    for (const bad of [nextId(), payee("ach").id, payee("on_us").id, payee("wire", "PENDING").id, payee("international_wire", "UNLINKED").id]) {
      expect(pay(bad)).toThrow(refusal(422, "counterparty_id"));
    }
    expect(pay(payee("wire").id, "USDC")).toThrow(refusal(422, "counterparty_id"));
    expect(pay(payee("crypto_wallet").id, "USDC")).not.toThrow();
    expect(pay(payee("international_wire").id)).not.toThrow();
  });

  it("refuses reviewers who are unknown, the creator, or may not review", () => {
    const unknown = create.body.parse({ transfer: wire(), reviewers: [nextId()] });
    expect(() => file(kit.bank, kit.member("initiator.one"), unknown, kit.bank.now())).toThrow(refusal(422, "reviewers"));
    expect(() => fileAs("admin.one", wire(), ["admin.one"])).toThrow(refusal(422, "reviewers"));
    expect(() => fileAs("admin.one", wire(), ["viewer.one"])).toThrow(refusal(422, "reviewers"));
  });
});

describe("deciding", () => {
  it("is for approvers and admins other than the creator", () => {
    const request = fileAs("admin.one", wire());
    for (const member of ["initiator.two", "viewer.one", "admin.one"]) {
      expect(() => act(member, request, "approve")).toThrow(refusal(403));
      expect(() => act(member, request, "reject")).toThrow(refusal(403));
    }
    expect(act("admin.two", request, "approve")).toMatchObject({ status: "APPROVED", reviewers: [{ decision: "APPROVED" }] });
  });

  it("is for the named reviewers alone, also after all of them have decided", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)), ["approver.one"]);
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(403));
    expect(act("approver.one", request, "approve")).toMatchObject({ status: "PENDING_APPROVAL" });
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(403));
  });

  it("is neither for a caller who is no member nor for one who was switched off", () => {
    const request = fileAs("initiator.one", wire());
    expect(() => decide(kit.bank, null, request.id, "approve", null, kit.bank.now())).toThrow(refusal(403));
    kit.member("approver.one").status = "INACTIVE";
    expect(() => act("approver.one", request, "approve")).toThrow(refusal(403));
    expect(() => decide(kit.bank, kit.member("approver.two"), nextId(), "approve", null, kit.bank.now())).toThrow(refusal(404));
  });

  it("happens once per reviewer, and not after the end", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)));
    act("approver.one", request, "approve");
    expect(() => act("approver.one", request, "reject")).toThrow(refusal(409));
    expect(act("approver.two", request, "approve").status).toBe("APPROVED");
    expect(() => act("approver.three", request, "approve")).toThrow(refusal(409));
    expect(() => act("initiator.one", request, "cancel")).toThrow(refusal(409));
  });

  it("ends with one rejection, whose reason stays", () => {
    const request = fileAs("initiator.one", wire(dollars(2_000_000)));
    expect(act("approver.one", request, "reject", "Wrong account")).toMatchObject({ status: "REJECTED", reviewers: [{ decision: "REJECTED", reason: "Wrong account" }] });
    expect(() => act("approver.two", request, "approve")).toThrow(refusal(409));
  });

  it("lets only the creator cancel, while it is pending", () => {
    const request = fileAs("initiator.one", wire());
    expect(() => act("admin.one", request, "cancel")).toThrow(refusal(403));
    expect(act("initiator.one", request, "cancel").status).toBe("CANCELED");
    expect(() => act("initiator.one", request, "cancel")).toThrow(refusal(409));
  });
});

describe("running", () => {
  it("takes a wire through PROCESSING to COMPLETED and out of the pocket, to the cent", () => {
    const before = valueOf("Operating");
    const request = fileAs("initiator.one", wire(dollars(250_000)));
    act("approver.one", request, "approve");
    expect(rowsOf(request)).toEqual([]);
    later(2000);
    expect(now(request)).toMatchObject({ status: "PROCESSING", updated_at: "2026-07-15T14:00:02.000Z" });
    expect(rowsOf(request)).toMatchObject([{ direction: "DEBIT", status: "BOOKED", amount: { value: 25_000_000 } }]);
    later(8000);
    expect(now(request)).toMatchObject({ status: "COMPLETED", updated_at: "2026-07-15T14:00:10.000Z", failure_reason: null });
    expect(rowsOf(request)).toMatchObject([{ status: "SETTLED" }]);
    expect(company().wires.find((one) => one.id === request.id)).toMatchObject({ status: "SUCCESS" });
    expect(eventsOf(request)).toEqual(["transfers.wire.out.processing", "transfers.wire.out.success"]);
    expectChange(before, valueOf("Operating"), -25_000_000 - 1500);
    checkBooks();
  });

  it("runs each step at its own instant however far the clock is moved", () => {
    const request = fileAs("initiator.one", wire());
    act("approver.one", request, "approve");
    later(3_600_000);
    expect(now(request)).toMatchObject({ status: "COMPLETED", updated_at: "2026-07-15T14:00:10.000Z" });
  });

  it("moves cash between own pockets and completes on the next business day", () => {
    const before = [valueOf("Reserve"), valueOf("Operating")];
    const request = fileAs("initiator.one", own("Reserve", "Operating", "BANK_TRANSFER", dollars(100_000)));
    act("approver.one", request, "approve");
    later(60_000);
    expect(now(request).status).toBe("PROCESSING");
    expectChange(before[0]!, valueOf("Reserve"), -10_000_000);
    expectChange(before[1]!, valueOf("Operating"), 10_000_000);
    later(86_400_000);
    expect(now(request)).toMatchObject({ status: "COMPLETED" });
    expect(now(request).updated_at.slice(0, 10)).toBe("2026-07-16");
    const rows = rowsOf(request);
    expect(rows.map((one) => one.status)).toEqual(["SETTLED", "SETTLED"]);
    expect(new Set(rows.map((one) => one.transaction_id)).size).toBe(1);
    expect(eventsOf(request)).toEqual(["transfers.on-us.processing", "transfers.on-us.success", "transfers.on-us.received"]);
    checkBooks();
  });

  it("moves securities at once", () => {
    const before = [valueOf("Operating"), valueOf("JikoNet Settlement")];
    const request = fileAs("initiator.one", own("Operating", "JikoNet Settlement", "SECURITY_TRANSFER", dollars(50_000)));
    act("approver.one", request, "approve");
    later(2000);
    expect(now(request).status).toBe("COMPLETED");
    expectChange(before[0]!, valueOf("Operating"), -5_000_000);
    expectChange(before[1]!, valueOf("JikoNet Settlement"), 5_000_000);
    checkBooks();
  });

  it("pays over JikoNet and in USDC", () => {
    const coins: Transfer = { id: nextId(), type: "USDC", origin_pocket_id: pocket("Operating").id, counterparty_id: payee("crypto_wallet").id, amount: dollars(5000) };
    const requests = [jikoNet("Operating"), coins].map((one) => fileAs("initiator.one", one));
    for (const one of requests) act("approver.one", one, "approve");
    later(10_000);
    expect(requests.map((one) => now(one).status)).toEqual(["COMPLETED", "COMPLETED"]);
    expect(company().transactions.slice(-2).map((row) => [row.type, row.status, row.amount.value])).toEqual([
      ["ON_US", "SETTLED", 25_000],
      ["GENERIC", "SETTLED", 500_000],
    ]);
    checkBooks();
  });

  it("empties a pocket, net of the wire's fee", () => {
    const request = fileAs("initiator.one", wire({ type: "FULL_WITHDRAWAL" }, { origin_pocket_id: pocket("Payroll").id }));
    for (const member of ["approver.one", "approver.two"]) act(member, request, "approve");
    later(10_000);
    expect(now(request).status).toBe("COMPLETED");
    expect(valueOf("Payroll")).toBe(0);
    checkBooks();
  });

  it("fails without a trace in the books when the money is not there", () => {
    const request = fileAs("initiator.one", wire(dollars(900_000_000)));
    act("approver.one", request, "approve");
    act("approver.two", request, "approve");
    const before = company().transactions.length;
    later(60_000);
    expect(now(request)).toMatchObject({ status: "FAILED", failure_reason: "INSUFFICIENT_FUNDS" });
    expect(company().transactions).toHaveLength(before);
    expect(eventsOf(request)).toEqual(["transfers.wire.out.rejected"]);
    checkBooks();
  });

  it("fails when a pocket was frozen meanwhile, and runs on when the payee was unlinked", () => {
    const [frozen, unlinked] = [fileAs("initiator.one", wire(dollars(5), { origin_pocket_id: pocket("Payroll").id })), fileAs("initiator.one", wire())];
    for (const one of [frozen, unlinked]) act("approver.one", one!, "approve");
    pocket("Payroll").status = "FROZEN";
    payee("wire").status = "UNLINKED";
    later(60_000);
    expect(now(frozen!)).toMatchObject({ status: "FAILED", failure_reason: "ACCOUNT_UNAVAILABLE" });
    expect(now(unlinked!).status).toBe("COMPLETED");
  });

  it("gives the money back when the rail returns it", () => {
    const found = payee("wire");
    Object.assign(found, { counterparty_name: { type: "business", business_name: returningPayee } });
    const request = fileAs("initiator.one", wire(dollars(10_000)));
    act("approver.one", request, "approve");
    const before = valueOf("Operating");
    later(10_000);
    expect(now(request)).toMatchObject({ status: "FAILED", failure_reason: "INVALID_TRANSFER" });
    expectChange(before, valueOf("Operating"), -1500);
    expect(eventsOf(request)).toEqual(["transfers.wire.out.processing", "transfers.wire.out.rejected"]);
    checkBooks();
  });

  it("executes nothing when told so", () => {
    kit = testBank({ executes: false });
    const request = fileAs("initiator.one", wire());
    act("approver.one", request, "approve");
    later(86_400_000);
    expect(now(request).status).toBe("APPROVED");
  });

  it("keeps the payee's name as it was at filing", () => {
    const found = payee("wire");
    expect(fileAs("initiator.one", wire()).transfer.counterparty_name).toBe(nameOf(found.counterparty_name as Parameters<typeof nameOf>[0]));
  });
});

describe("state", () => {
  it("goes through JSON and on from there, clock and due steps included", () => {
    const request = fileAs("initiator.one", wire());
    act("approver.one", request, "approve");
    const saved = JSON.parse(JSON.stringify({ state: kit.bank.state, now: kit.bank.now().toISOString() })) as { state: typeof kit.bank.state; now: string };
    kit = testBank({ saved });
    later(10_000);
    expect(now(request).status).toBe("COMPLETED");
    checkBooks();
  });

  it("goes back to the seed, and the clock does not", () => {
    const request = fileAs("initiator.one", wire());
    later(86_400_000);
    kit.bank.reset();
    expect(now(request)).toBeUndefined();
    expect(kit.bank.now().toISOString()).toBe("2026-07-16T14:00:00.000Z");
    checkBooks();
  });
});
