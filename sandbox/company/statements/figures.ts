import { cents, type Cents } from "@/lib/treasury/money";
import { dayOf } from "../clock";
import { between, snapshotAt, tradesOf, transactionsOf, type Position } from "../history";
import { signed, signedNotional } from "../ledger";
import type { CompanyState, Trade, Transaction } from "../types";
import type { Period } from "./list";

/** Whose figures, and of which time: after `from`, up to `until`. */
export type Span = Pick<Period, "pocket" | "from" | "until">;

/** One line of a bank statement: signed cents and the balance after it. */
export interface BankLine {
  day: string;
  /** ISO instant. */
  at: string;
  /** The movement that it tells of; null for a sweep. */
  source: Transaction | null;
  description: string;
  amount: Cents;
  balance: Cents;
}

export interface BankFigures {
  opening: Cents;
  lines: BankLine[];
  deposits: Cents;
  withdrawals: Cents;
  closing: Cents;
}

export interface BrokerageFigures {
  opening: Cents;
  /** Cash that came from the bank account and went to it; fees apart. */
  additions: Cents;
  subtractions: Cents;
  /** What the bills gained or lost, worked out from trades and prices, not from the balances. */
  gain: Cents;
  fees: Cents;
  closing: Cents;
  cash: Cents;
  holdings: Position[];
  trades: Trade[];
  flows: Transaction[];
}

const total = (amounts: number[]): Cents => cents(amounts.reduce((sum, one) => sum + one, 0));
const flowsOf = (state: CompanyState, { pocket, from, until }: Span): Transaction[] =>
  between(transactionsOf(state, pocket.id), (one) => one.time_booked, from, until);
const tradesIn = (state: CompanyState, { pocket, from, until }: Span): Trade[] =>
  between(tradesOf(state, pocket.id), (one) => one.trade_datetime, from, until);

/** The bank account opens and closes every day at zero: what a day leaves is swept to the brokerage account or drawn from it. */
export function bankFigures(state: CompanyState, period: Span): BankFigures {
  const flows = flowsOf(state, period);
  const lines: BankLine[] = [];
  let balance = 0;
  const add = (one: Transaction, source: Transaction | null, description: string, amount: number) => {
    balance += amount;
    const at = one.time_booked;
    lines.push({ day: dayOf(new Date(at)), at, source, description, amount: cents(amount), balance: cents(balance) });
  };
  flows.forEach((one, i) => {
    const day = dayOf(new Date(one.time_booked));
    add(one, one, `${one.title} - ${one.description}`, signed(one));
    const next = flows[i + 1];
    if (balance !== 0 && (!next || dayOf(new Date(next.time_booked)) !== day)) {
      add(one, null, balance > 0 ? "Sweep to brokerage account" : "Sweep from brokerage account", -balance);
    }
  });
  const values = lines.map((line) => line.amount as number);
  return {
    opening: cents(0),
    lines,
    deposits: total(values.filter((value) => value > 0)),
    withdrawals: total(values.filter((value) => value < 0).map((value) => -value)),
    closing: cents(balance),
  };
}

export function brokerageFigures(state: CompanyState, period: Span): BrokerageFigures {
  const before = snapshotAt(state, period.pocket.id, period.from);
  const after = snapshotAt(state, period.pocket.id, period.until);
  const flows = flowsOf(state, period);
  const trades = tradesIn(state, period);
  const sumOf = (wanted: (one: Transaction) => boolean) => total(flows.filter(wanted).map((one) => one.amount.value));
  const marks = (positions: Position[]) => positions.reduce((sum, one) => sum + one.value, 0);
  return {
    opening: before.total,
    additions: sumOf((one) => one.type !== "FEE" && one.direction === "CREDIT"),
    subtractions: sumOf((one) => one.type !== "FEE" && one.direction === "DEBIT"),
    gain: cents(marks(after.positions) - marks(before.positions) + trades.reduce((sum, one) => sum + signedNotional(one), 0)),
    fees: sumOf((one) => one.type === "FEE" && one.direction === "DEBIT"),
    closing: after.total,
    cash: after.cash,
    holdings: after.positions,
    trades,
    flows,
  };
}
