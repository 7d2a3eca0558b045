import { addDays, businessDayFrom, isBusinessDay, type Day } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { saleToFund } from "@/lib/treasury/sale-order";
import { marketValue } from "@/lib/treasury/t-bill";
import { addMonths, dayOf, firstOfMonth, instantAt, iso, monthOf } from "./clock";
import { book, booksOf, cashOf, invest, pricedHoldings, settlementHour, trade } from "./ledger";
import type { CompanyState, Trade } from "./types";
import { emit } from "./wire";

/** Fee on assets: this many hundredths of a percent a year, charged for a month on the first business day of the next. */
const feeBasisPoints = 15;

const monthNames = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const monthName = (day: Day): string => monthNames.format(new Date(`${day}T00:00:00Z`));

/** Sells what an amount needs, nearest maturity first, and says what is missing. Does nothing when something is missing. */
export function sellToFund(state: CompanyState, pocketId: string, amount: Cents, now: Date): { trades: Trade[]; shortfall: Cents } {
  const order = saleToFund({ securities: pricedHoldings(state, pocketId, now), cash: cashOf(state, pocketId), amount });
  if (order.shortfall > 0) return { trades: [], shortfall: order.shortfall };
  return {
    trades: order.sales.map((sale) => trade(state, pocketId, "SELL", sale, sale.quantity, sale.price, now)),
    shortfall: order.shortfall,
  };
}

/** Cash and bills at the prices in force. */
export const valueNow = (state: CompanyState, pocketId: string, now: Date): Cents =>
  cents(
    pricedHoldings(state, pocketId, now).reduce(
      (total, one) => total + marketValue(one.quantity, one.price!),
      cashOf(state, pocketId) as number,
    ),
  );

function settleUntil(state: CompanyState, until: Date): void {
  const latest = until.toISOString();
  const isDue = (one: { at: string }) => one.at <= latest;
  const due = state.books.unsettled.filter(isDue);
  if (due.length === 0) return;
  state.books.unsettled = state.books.unsettled.filter((one) => !isDue(one));
  for (const { kind, id, at } of due) {
    // What settles was booked lately, so it stands near the end.
    if (kind === "transaction") {
      const found = state.transactions.findLast((one) => one.id === id);
      if (found) Object.assign(found, { status: "SETTLED", time_settled: iso(new Date(at)) });
    } else {
      const found = state.trades.findLast((one) => one.id === id);
      if (found) Object.assign(found, { status: "SETTLED", settled_date: dayOf(new Date(at)), is_settled: true });
    }
  }
}

/** Bills that are due pay their face value, which goes into the newest bill of the pocket's reinvestment strategy. */
function mature(state: CompanyState, day: Day, now: Date): void {
  for (const pocket of state.pockets) {
    const due = booksOf(state, pocket.id).holdings.filter((one) => one.maturity_date <= day);
    for (const bill of due) {
      const { id } = trade(state, pocket.id, "MATURITY", bill, bill.quantity, "100.000000", now);
      emit(state, "trades.tbill.matured", { trade_id: id, pocket_id: pocket.id, cusip: bill.cusip }, now);
    }
    if (due.length > 0 && pocket.status !== "CLOSED") invest(state, pocket.id, pocket.reinvestment_strategy_id, now);
  }
}

function chargeMonth(state: CompanyState, day: Day, now: Date): void {
  const month = addMonths(day, -1);
  for (const pocket of state.pockets) {
    const value = valueNow(state, pocket.id, now);
    if (value <= 0 || monthOf(dayOf(new Date(pocket.opened_at))) > monthOf(month)) continue;
    const fee = cents(Math.floor((value * feeBasisPoints + 60_000) / 120_000));
    if (fee === 0) continue;
    sellToFund(state, pocket.id, fee, now);
    const details = { fee_type: "AUM_FEE", reference_number: null, counterparty_name: null, wire_id: null };
    book(
      state,
      pocket.id,
      "DEBIT",
      fee,
      { type: "FEE", title: "Fee on assets", description: `Fee on assets for ${monthName(month)}`, details },
      now,
    );
  }
}

/** What the bank does of itself on a business day, in order. */
const routine: [string, (state: CompanyState, day: Day, now: Date) => void][] = [
  [settlementHour, (state, _, now) => settleUntil(state, now)],
  ["10:00", mature],
  ["10:30", (state, day, now) => day === businessDayFrom(firstOfMonth(day)) && chargeMonth(state, day, now)],
];

const instants = new Map<Day, Date[]>();

/** When the routine of a day runs; none on a day off. Kept, because the books are brought up to date at every booking. */
function routineOf(day: Day): Date[] {
  let found = instants.get(day);
  if (!found) instants.set(day, (found = isBusinessDay(day) ? routine.map(([time]) => instantAt(day, time)) : []));
  return found;
}

/**
 * Advances the books to `now`: settlements at 8:30, maturities and reinvestment at 10:00 when the day's prices come out, fees
 * on assets at 10:30 on the first business day of a month, all New York time on business days. Idempotent; never goes back.
 */
export function settle(state: CompanyState, now: Date): void {
  const from = new Date(state.books.booked_to);
  if (now <= from) return;
  const last = dayOf(now);
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
    routineOf(day).forEach((at, i) => {
      if (at <= from || at > now) return;
      routine[i]![1](state, day, at);
      state.books.booked_to = iso(at);
    });
  }
  settleUntil(state, now);
  state.books.booked_to = iso(now);
}
