import { expect } from "vitest";
import type { z } from "zod";
import { transferRequestsCreate as create } from "@/lib/jiko/transfer-requests";
import type { Counterparty, TransferRequest } from "@/sandbox/company/types";
import { nextId, testBank } from "../testing";
import { decide, type Decision } from "./decide";
import { file } from "./file";

type Filing = z.input<(typeof create)["body"]>;
export type Transfer = Filing["transfer"];

export let kit: ReturnType<typeof testBank>;
/** A fresh bank for the helpers below. */
export const freshBank = (options: Parameters<typeof testBank>[0] = {}) => void (kit = testBank(options));

export const company = () => kit.bank.state.company;
export const pocket = (name: string) => company().pockets.find((one) => one.pocket_name === name)!;
export const payee = (type: Counterparty["type"], status: "VERIFIED" | "LINKED" | "PENDING" | "UNLINKED" = "VERIFIED") => {
  const found = company().counterparties.find((one) => one.type === type && (one.status === status || (status === "VERIFIED" && one.status === "LINKED")));
  if (!found) throw new Error(`The seed has no ${type} counterparty that is ${status}`);
  return found;
};
export const dollars = (amount: number) => ({ type: "REQUESTED_AMOUNT" as const, amount_usdc: amount * 100 });

export const wire = (amount: Transfer["amount"] = dollars(1000), more: Partial<Transfer> = {}): Transfer =>
  ({ id: nextId(), type: "WIRE", origin_pocket_id: pocket("Operating").id, counterparty_id: payee("wire").id, amount, description: "Invoice", ...more }) as Transfer;
export const own = (from: string, to: string, how: "BANK_TRANSFER" | "SECURITY_TRANSFER", amount: Transfer["amount"] = dollars(1000)): Transfer => ({
  id: nextId(),
  type: "ON_US",
  origin_pocket_id: pocket(from).id,
  amount,
  details: { type: "INTERNAL_REALLOCATION", destination_pocket_id: pocket(to).id, transfer_type: how },
});
export const jikoNet = (from: string): Transfer => ({
  id: nextId(),
  type: "ON_US",
  origin_pocket_id: pocket(from).id,
  amount: dollars(250),
  details: { type: "PEER_TO_PEER", destination_counterparty_id: payee("on_us").id },
});

export function fileAs(member: string, transfer: Transfer, reviewers: string[] = []): TransferRequest {
  const ids = reviewers.map((name) => kit.member(name).id);
  const request = file(kit.bank, kit.member(member), create.body.parse({ transfer, reviewers: ids }), kit.bank.now());
  kit.bank.changed();
  return request;
}
export const act = (member: string, request: TransferRequest, decision: Decision, reason: string | null = null) =>
  decide(kit.bank, kit.member(member), request.id, decision, reason, kit.bank.now());
export const later = (ms: number) => kit.bank.moveTo(new Date(kit.bank.now().getTime() + ms));
export const now = (request: TransferRequest) => company().requests.find((one) => one.id === request.id)!;
export const refusal = (status: number, loc?: string) =>
  expect.objectContaining({ status, ...(loc ? { detail: [expect.objectContaining({ loc: expect.arrayContaining([loc]) as unknown })] as unknown } : {}) });
export const valueOf = (name: string) => kit.bank.company.portfolioOf(company(), pocket(name).id, kit.bank.now()).total_value.value;
export const rowsOf = (request: TransferRequest) =>
  company().transactions.filter((row) => (row.type === "WIRE" && row.details.wire_id === request.id) || (row.type === "ON_US" && row.details.on_us_transfer_id === request.id));
export const eventsOf = (request: TransferRequest) =>
  company().events.filter(({ payload }) => payload["wire_id"] === request.id || payload["on_us_id"] === request.id).map((one) => one.event_type);

/** A pocket's value is a sum of positions, each rounded to a cent: buying and selling shifts that by a few. */
export function expectChange(before: number, after: number, change: number): void {
  expect(Math.abs(after - before - change)).toBeLessThanOrEqual(5);
}

/** What must hold whatever happens: cash and bills of every pocket are the sums of its transactions and trades. */
export function checkBooks(): void {
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
