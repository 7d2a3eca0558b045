import { beforeEach, describe, expect, it } from "vitest";
import { nameOf } from "@/lib/jiko/counterparties";
import { nextId } from "../testing";
import { returningPayee } from "./run";
import {
  freshBank,
  act,
  checkBooks,
  company,
  dollars,
  eventsOf,
  expectChange,
  fileAs,
  jikoNet,
  kit,
  later,
  now,
  own,
  payee,
  pocket,
  rowsOf,
  valueOf,
  wire,
  type Transfer,
} from "./testing";

beforeEach(() => freshBank());

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
    freshBank({ executes: false });
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
    freshBank({ saved });
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
