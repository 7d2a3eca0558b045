import { businessDayFrom, daysBetween, nextBusinessDay, settlementDay } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import type { Holding } from "@/lib/treasury/sale-order";
import { marketValue } from "@/lib/treasury/t-bill";
import { newestBill, type Bill } from "./bills";
import { dayOf, instantAt, iso } from "./clock";
import { bondEquivalentYield, priceOn, pricingDay } from "./prices";
import type { CompanyState, Movement, PocketBooks, PocketRecord, Settles, Trade, TradeActivity, Transaction } from "./types";
import { amountOf, mintId } from "./wire";

/** Books of a day are closed and settlements happen at this time (New York). */
export const settlementHour = "08:30";

export function pocketOf(state: CompanyState, pocketId: string): PocketRecord {
  const found = state.pockets.find((pocket) => pocket.id === pocketId);
  if (!found) throw new Error("There is no such pocket");
  return found;
}

export const booksOf = (state: CompanyState, pocketId: string): PocketBooks => state.books.pockets[pocketId]!;

/** +value for a credit, -value for a debit. */
export const signed = (transaction: Pick<Transaction, "direction" | "amount">): number =>
  transaction.direction === "CREDIT" ? transaction.amount.value : -transaction.amount.value;

const bringsCash: Record<TradeActivity, boolean> = {
  SELL: true,
  MATURITY: true,
  SECURITY_TRANSFER_OUT: true,
  BUY: false,
  SECURITY_TRANSFER_IN: false,
};

/** What a trade does to the cash of its pocket. A security transfer counts like a sale and a purchase at the same value. */
export const signedNotional = (trade: Pick<Trade, "activity" | "notional">): number =>
  bringsCash[trade.activity] ? trade.notional.value : -trade.notional.value;

export const signedQuantity = (trade: Pick<Trade, "activity" | "quantity">): number =>
  bringsCash[trade.activity] ? -trade.quantity : trade.quantity;

/** The bills of a pocket with the prices in force, as the sale order takes them. */
export const pricedHoldings = (state: CompanyState, pocketId: string, now: Date): Holding[] =>
  booksOf(state, pocketId).holdings.map((one) => ({ ...one, price: priceOn(pricingDay(now), one.maturity_date) }));

function settlementOf(settles: Settles, now: Date): Date | null {
  if (settles === "open") return null;
  if (settles === "at-once") return now;
  if (settles === "next-business-day") return instantAt(nextBusinessDay(dayOf(now)), settlementHour);
  return new Date(settles.at);
}

/** Appends a bank movement and moves the cash. It neither buys nor sells: see movements.ts. */
export function book(
  state: CompanyState,
  pocketId: string,
  direction: "DEBIT" | "CREDIT",
  amount: Cents,
  movement: Movement,
  now: Date,
): Transaction {
  const { transaction_id, settles = "at-once", ...about } = movement;
  const at = settlementOf(settles, now);
  const settled = at !== null && at <= now;
  const transaction = {
    id: mintId(state),
    transaction_id: transaction_id ?? mintId(state),
    pocket_id: pocketId,
    ...about,
    amount: amountOf(amount),
    direction,
    status: settled ? "SETTLED" : "BOOKED",
    time_booked: iso(now),
    time_settled: settled ? iso(at) : null,
    object_type: "Transaction",
  } as Transaction;
  state.transactions.push(transaction);
  if (at && !settled) state.books.unsettled.push({ kind: "transaction", id: transaction.id, at: at.toISOString() });
  const books = booksOf(state, pocketId);
  books.cash += signed(transaction);
  books.net_flows += signed(transaction);
  return transaction;
}

function hold(books: PocketBooks, bill: Bill, change: number): void {
  const held = books.holdings.find((one) => one.cusip === bill.cusip);
  if (!held) books.holdings.push({ ...bill, quantity: change });
  else held.quantity += change;
  if ((held?.quantity ?? change) < 0) throw new Error(`More of ${bill.cusip} was sold than is held`);
  books.holdings = books.holdings.filter((one) => one.quantity > 0).sort((a, b) => (a.maturity_date < b.maturity_date ? -1 : 1));
}

/** Books a trade: cash and bills change at once, settlement follows on T+1 (maturities and transfers: at once). */
export function trade(
  state: CompanyState,
  pocketId: string,
  activity: TradeActivity,
  bill: Bill,
  quantity: number,
  price: string,
  now: Date,
): Trade {
  const day = dayOf(now);
  const bookDate = businessDayFrom(day);
  const settlesLater = activity === "BUY" || activity === "SELL";
  const entry: Trade = {
    id: mintId(state),
    pocket_id: pocketId,
    activity,
    cusip: bill.cusip,
    description: "US T-Bill",
    quantity,
    price,
    notional: amountOf(marketValue(quantity, price)),
    yield_to_maturity: activity === "MATURITY" ? null : bondEquivalentYield(price, daysBetween(pricingDay(now), bill.maturity_date)),
    maturity_date: bill.maturity_date,
    trade_datetime: iso(now),
    book_date: bookDate,
    status: settlesLater ? "BOOKED" : "SETTLED",
    settled_date: settlesLater ? null : bookDate,
    is_settled: !settlesLater,
    object_type: "Trade",
  };
  state.trades.push(entry);
  if (settlesLater)
    state.books.unsettled.push({ kind: "trade", id: entry.id, at: instantAt(settlementDay(day), settlementHour).toISOString() });
  const books = booksOf(state, pocketId);
  books.cash += signedNotional(entry);
  hold(books, bill, signedQuantity(entry));
  return entry;
}

/** The most units that this much cash buys. */
export function unitsFor(cash: number, price: string): number {
  let units = Math.floor(cash / (Number(price) * 100));
  while (units > 0 && marketValue(units, price) > cash) units -= 1;
  while (marketValue(units + 1, price) <= cash) units += 1;
  return Math.max(0, units);
}

/** Puts the cash of a pocket into the newest bill of a strategy, as far as it goes. */
export function invest(state: CompanyState, pocketId: string, strategyId: string | null | undefined, now: Date): Trade[] {
  if (!strategyId) return [];
  const bill = newestBill(strategyId, settlementDay(dayOf(now)));
  const price = priceOn(pricingDay(now), bill.maturity_date);
  const units = unitsFor(booksOf(state, pocketId).cash, price);
  return units > 0 ? [trade(state, pocketId, "BUY", bill, units, price, now)] : [];
}

/** The moment at which something may be booked: never before what is booked already. */
export const notBefore = (state: CompanyState, now: Date): Date => new Date(Math.max(now.getTime(), Date.parse(state.books.booked_to)));

export const cashOf = (state: CompanyState, pocketId: string): Cents => cents(booksOf(state, pocketId).cash);
