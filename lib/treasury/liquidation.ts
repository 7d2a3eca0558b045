import { bookValue, type Lot } from "./accrual";
import { daysHeld, investmentRate, yearAfter } from "./bill-rates";
import { settlementDay, type Day } from "./business-days";
import { takeFrom } from "./lots";
import { cents, sum, type Cents } from "./money";
import { saleToFund, type Holding, type Sale, type SaleOrder } from "./sale-order";

export interface CostedSale extends Sale {
  /** Days of interest that are given up: from the settlement of the sale to maturity. */
  days: number;
  /** What holding on would earn on the proceeds: the investment rate at the price of the sale; null on the last day. */
  rate: string | null;
  /** What the units sold stand at in the books (straight line, oldest first), cents; null where the lots are not known. */
  book: Cents | null;
  /** Proceeds less book value; negative is a loss. */
  gain: Cents | null;
}

export interface Liquidation extends Omit<SaleOrder, "sales"> {
  sales: CostedSale[];
  /** When the money of the sales is there; today where nothing has to be sold. */
  settles: Day;
  /** Of all sales; null where one is not known. */
  gain: Cents | null;
}

/**
 * Selling for `amount` today against holding to maturity. What is sold, and in which order, is lib/treasury/sale-order.ts's; its
 * `cost` is the interest given up: what the bills sold would have paid at maturity, less what they bring today (their marks are
 * bid prices, so nothing comes off for the sale; that Jiko charges nothing for it is assumed). `gain` tells how the sale compares
 * with the books: a price above what has accrued is a gain, and part of the cost all the same. `lots` by CUSIP, as openLots gives them.
 */
export function liquidate({ securities, cash, amount, today, lots }: {
  securities: readonly Holding[];
  cash: Cents;
  amount: Cents;
  today: Day;
  lots: ReadonlyMap<string, readonly Lot[]>;
}): Liquidation {
  const order = saleToFund({ securities, cash, amount });
  const settles = order.sales.length > 0 ? settlementDay(today) : today;
  const left = new Map(lots);
  const sales = order.sales.map((sale): CostedSale => {
    const days = daysHeld(today, sale.maturity_date);
    // One CUSIP may be held as several positions: what one of them took is gone for the next.
    const { taken, left: rest } = takeFrom(left.get(sale.cusip) ?? [], sale.quantity);
    left.set(sale.cusip, rest);
    const known = taken.reduce((units, { quantity }) => units + quantity, 0) === sale.quantity;
    const book = known ? sum(taken.map((lot) => bookValue(lot, settles))) : null;
    const gain = book === null ? null : cents(sale.proceeds - book);
    return { ...sale, days, rate: investmentRate(sale.price, days, yearAfter(settles)), book, gain };
  });
  const gains = sales.map(({ gain }) => gain);
  return { ...order, sales, settles, gain: gains.every((one) => one !== null) ? sum(gains) : null };
}
