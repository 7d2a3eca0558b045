import { cents, type Cents } from "@/lib/treasury/money";
import { saleToFund } from "@/lib/treasury/sale-order";
import { marketValue } from "@/lib/treasury/t-bill";
import { iso } from "./clock";
import { book, cashOf, invest, notBefore, pocketOf, pricedHoldings, trade, unitsFor } from "./ledger";
import { sellToFund, settle, valueNow } from "./settle";
import { InsufficientFunds, PocketUnavailable, type Booked, type CompanyState, type Movement, type Trade, type Wire } from "./types";
import { mintId } from "./wire";

/** Fee of an outgoing wire, US cents. */
export const wireFee = cents(1500);

/** Brings the books up to date and answers the moment at which something can be booked. */
function openBooks(state: CompanyState, now: Date): Date {
  const at = notBefore(state, now);
  settle(state, at);
  return at;
}

function mayReceive(state: CompanyState, pocketId: string): void {
  if (["CLOSED", "PENDING"].includes(pocketOf(state, pocketId).status)) throw new PocketUnavailable(pocketId);
}

function maySend(state: CompanyState, pocketId: string): void {
  if (pocketOf(state, pocketId).status !== "OPEN") throw new PocketUnavailable(pocketId);
}

/** The whole amount that could leave: cash and all bills at the prices in force; 0 unless the pocket is OPEN. */
export function withdrawable(state: CompanyState, pocketId: string, now: Date): Cents {
  const at = openBooks(state, now);
  return pocketOf(state, pocketId).status === "OPEN" ? valueNow(state, pocketId, at) : cents(0);
}

/** Money comes in and buys the newest bill of the deposit strategy. */
export function payIn(state: CompanyState, pocketId: string, amount: Cents, movement: Movement, now: Date): Booked {
  const at = openBooks(state, now);
  mayReceive(state, pocketId);
  const transaction = book(state, pocketId, "CREDIT", amount, movement, at);
  return { transaction, trades: invest(state, pocketId, pocketOf(state, pocketId).deposit_strategy_id, at) };
}

/** Money goes out: bills are sold first, nearest maturity first, just enough. Changes nothing when it throws. */
export function payOut(state: CompanyState, pocketId: string, amount: Cents, movement: Movement, now: Date): Booked {
  const at = openBooks(state, now);
  maySend(state, pocketId);
  const { trades, shortfall } = sellToFund(state, pocketId, amount, at);
  if (shortfall > 0) throw new InsufficientFunds(pocketId, shortfall);
  return { transaction: book(state, pocketId, "DEBIT", amount, movement, at), trades };
}

const named = (movement: Movement, title: string, transaction_id: string): Movement => ({ ...movement, title, transaction_id });

/** BANK_TRANSFER between own pockets. Both legs share one transaction id; both settle on the next business day unless said otherwise. */
export function moveCash(
  state: CompanyState,
  from: string,
  to: string,
  amount: Cents,
  movement: Movement,
  now: Date,
): { out: Booked; in: Booked } {
  const at = openBooks(state, now);
  mayReceive(state, to);
  const one: Movement = { settles: "next-business-day", ...movement };
  const transaction_id = movement.transaction_id ?? mintId(state);
  const out = payOut(state, from, amount, named(one, `To ${pocketOf(state, to).pocket_name}`, transaction_id), at);
  return { out, in: payIn(state, to, amount, named(one, `From ${pocketOf(state, from).pocket_name}`, transaction_id), at) };
}

/**
 * SECURITY_TRANSFER between own pockets: bills move in the sale order at market value, as many as the amount holds; the rest,
 * less than one bill, moves as cash, for which at most one bill is sold. Both pockets carry a bank movement over the amount.
 */
export function moveSecurities(
  state: CompanyState,
  from: string,
  to: string,
  amount: Cents,
  movement: Movement,
  now: Date,
): { out: Booked; in: Booked } {
  const at = openBooks(state, now);
  maySend(state, from);
  mayReceive(state, to);
  const order = saleToFund({ securities: pricedHoldings(state, from, at), cash: cents(0), amount });
  if (order.shortfall > cashOf(state, from)) throw new InsufficientFunds(from, cents(order.shortfall - cashOf(state, from)));
  const out: Trade[] = [];
  const into: Trade[] = [];
  let left: number = amount;
  for (const sale of order.sales) {
    const units = Math.min(sale.quantity, unitsFor(left, sale.price));
    if (units === 0) continue;
    left -= marketValue(units, sale.price);
    out.push(trade(state, from, "SECURITY_TRANSFER_OUT", sale, units, sale.price, at));
    into.push(trade(state, to, "SECURITY_TRANSFER_IN", sale, units, sale.price, at));
  }
  // The cash of the origin has grown by what the bills were worth: what it lacks for the whole amount is less than one bill.
  out.push(...sellToFund(state, from, amount, at).trades);
  const transaction_id = movement.transaction_id ?? mintId(state);
  const debit = book(state, from, "DEBIT", amount, named(movement, `To ${pocketOf(state, to).pocket_name}`, transaction_id), at);
  const credit = book(state, to, "CREDIT", amount, named(movement, `From ${pocketOf(state, from).pocket_name}`, transaction_id), at);
  into.push(...invest(state, to, pocketOf(state, to).deposit_strategy_id, at));
  return { out: { transaction: debit, trades: out }, in: { transaction: credit, trades: into } };
}

/** The rail has answered: a transaction that was booked with `settles: "open"` is settled. */
export function settleTransaction(state: CompanyState, id: string, now: Date): void {
  const at = openBooks(state, now);
  const found = state.transactions.findLast((one) => one.id === id);
  if (!found) throw new Error("There is no such transaction");
  if (found.status === "BOOKED") Object.assign(found, { status: "SETTLED", time_settled: iso(at) });
  state.books.unsettled = state.books.unsettled.filter((one) => one.id !== id);
}

/** The rail refused a payment: its amount comes back, whatever has become of the pocket since. */
export function reverse(state: CompanyState, id: string, reason: string, now: Date): Booked {
  const at = openBooks(state, now);
  settleTransaction(state, id, at);
  const sent = state.transactions.findLast((one) => one.id === id)!;
  const direction = sent.direction === "DEBIT" ? "CREDIT" : "DEBIT";
  const trades = direction === "DEBIT" ? sellToFund(state, sent.pocket_id, cents(sent.amount.value), at).trades : [];
  const movement: Movement = { type: "GENERIC", title: sent.title, description: "Returned payment", details: { sub_title: reason } };
  const transaction = book(state, sent.pocket_id, direction, cents(sent.amount.value), movement, at);
  const pocket = pocketOf(state, sent.pocket_id);
  if (direction === "CREDIT" && pocket.status !== "CLOSED") trades.push(...invest(state, pocket.id, pocket.deposit_strategy_id, at));
  return { transaction, trades };
}

/** Books the fee of an outgoing wire; takes what is there when that is less. */
export function chargeWireFee(state: CompanyState, wire: Wire, now: Date): void {
  const at = openBooks(state, now);
  const fee = cents(Math.min(wireFee, valueNow(state, wire.pocket_id, at)));
  if (fee <= 0) return;
  sellToFund(state, wire.pocket_id, fee, at);
  const details = {
    fee_type: "WIRE_FEE",
    reference_number: wire.reference_number,
    counterparty_name: wire.counterparty_name,
    wire_id: wire.id,
  };
  book(
    state,
    wire.pocket_id,
    "DEBIT",
    fee,
    { type: "FEE", title: "Wire fee", description: `Wire to ${wire.counterparty_name ?? "payee"}`, details },
    at,
  );
}

/** 1 below $1,000,000, 2 from there on. */
export const requiredApprovals = (amount: Cents): number => (amount < 100_000_000 ? 1 : 2);
