import type { Day } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { marketValue } from "@/lib/treasury/t-bill";
import { signed, signedNotional, signedQuantity } from "./ledger";
import { priceOn, pricingDay } from "./prices";
import type { CompanyState, Trade, Transaction } from "./types";

export interface Position {
  cusip: string;
  maturity_date: Day;
  quantity: number;
  price: string;
  /** Cents. */
  value: Cents;
}

export interface Snapshot {
  positions: Position[];
  cash: Cents;
  total: Cents;
}

const upTo = <T>(list: readonly T[], at: (one: T) => string, until: Date): T[] =>
  list.filter((one) => Date.parse(at(one)) <= until.getTime());

/** What a pocket held at an instant, added up from its movements and trades alone, at the prices in force then. */
export function snapshotAt(state: CompanyState, pocketId: string, instant: Date): Snapshot {
  const trades = upTo(tradesOf(state, pocketId), (one) => one.trade_datetime, instant);
  const flows = upTo(transactionsOf(state, pocketId), (one) => one.time_booked, instant);
  const held = new Map<string, { maturity_date: Day; quantity: number }>();
  for (const one of trades) {
    const before = held.get(one.cusip)?.quantity ?? 0;
    held.set(one.cusip, { maturity_date: one.maturity_date, quantity: before + signedQuantity(one) });
  }
  const day = pricingDay(instant);
  const positions = [...held]
    .filter(([, { quantity }]) => quantity !== 0)
    .map(([cusip, { maturity_date, quantity }]) => {
      const price = priceOn(day, maturity_date);
      return { cusip, maturity_date, quantity, price, value: marketValue(quantity, price) };
    })
    .sort((a, b) => (a.maturity_date < b.maturity_date ? -1 : 1));
  const cash = flows.reduce((sum, one) => sum + signed(one), 0) + trades.reduce((sum, one) => sum + signedNotional(one), 0);
  return { positions, cash: cents(cash), total: cents(positions.reduce((sum, one) => sum + one.value, cash)) };
}

export const transactionsOf = (state: CompanyState, pocketId: string): Transaction[] =>
  state.transactions.filter((one) => one.pocket_id === pocketId);
export const tradesOf = (state: CompanyState, pocketId: string): Trade[] => state.trades.filter((one) => one.pocket_id === pocketId);

/** Entries after one instant up to another, the latter included. */
export const between = <T>(list: readonly T[], at: (one: T) => string, after: Date, until: Date): T[] =>
  list.filter((one) => Date.parse(at(one)) > after.getTime() && Date.parse(at(one)) <= until.getTime());
