import { cents, sum, type Cents } from "./money";
import { faceValue, marketValue } from "./t-bill";

/** A position: `quantity` in $100 face units, `price` per $100 of face value, null where the kind is unknown: such a one is never sold. */
export interface Holding {
  cusip: string;
  quantity: number;
  price: string | null;
  maturity_date: string | null;
}

export interface Sale {
  cusip: string;
  maturity_date: string;
  price: string;
  quantity: number;
  /** Cents, rounded per bill as a trade's notional is. */
  proceeds: Cents;
  /** Cents given up against holding to maturity: face value - proceeds. */
  cost: Cents;
}

export interface SaleOrder {
  sales: Sale[];
  proceeds: Cents;
  /** Cash that was there before and goes into the payment; the rest of it stays. */
  cashUsed: Cents;
  /** Cash afterwards: cash + proceeds - amount, or 0 with a shortfall. */
  residualCash: Cents;
  /** What is missing after everything is sold; 0 when the amount can be paid. */
  shortfall: Cents;
  /** Accretion given up in all. */
  cost: Cents;
}

type Sellable = Holding & { price: string; maturity_date: string };

const isSellable = (one: Holding): one is Sellable =>
  one.price !== null && one.maturity_date !== null && one.quantity > 0 && marketValue(1, one.price) > 0;

/** The fewest units whose rounded value reaches what is needed, or all there are. */
function unitsFor(need: number, one: Sellable): number {
  if (marketValue(one.quantity, one.price) <= need) return one.quantity;
  let units = Math.min(one.quantity, Math.ceil(need / (Number(one.price) * 100)));
  // The estimate goes through a float and knows no rounding: correct it to the exact minimum.
  while (marketValue(units, one.price) < need) units += 1;
  while (units > 0 && marketValue(units - 1, one.price) >= need) units -= 1;
  return units;
}

/**
 * What is sold to pay `amount`: cash first, then bills in order of maturity, nearest first (the same maturity by CUSIP), whole
 * $100 face units, just enough. The order is what third parties report of Jiko; Jiko itself publishes none.
 */
export function saleToFund({ securities, cash, amount }: { securities: readonly Holding[]; cash: Cents; amount: Cents }): SaleOrder {
  let need = Math.max(0, amount - cash);
  const inOrder = securities
    .filter(isSellable)
    .sort((a, b) => (a.maturity_date === b.maturity_date ? (a.cusip < b.cusip ? -1 : 1) : a.maturity_date < b.maturity_date ? -1 : 1));
  const sales: Sale[] = [];
  for (const one of inOrder) {
    if (need <= 0) break;
    const quantity = unitsFor(need, one);
    const proceeds = marketValue(quantity, one.price);
    sales.push({
      cusip: one.cusip,
      maturity_date: one.maturity_date,
      price: one.price,
      quantity,
      proceeds,
      cost: cents(faceValue(quantity) - proceeds),
    });
    need -= proceeds;
  }
  const proceeds = sum(sales.map((sale) => sale.proceeds));
  const left = cash + proceeds - amount;
  return {
    sales,
    proceeds,
    cashUsed: cents(Math.max(0, Math.min(cash, amount))),
    residualCash: cents(Math.max(0, left)),
    shortfall: cents(Math.max(0, -left)),
    cost: sum(sales.map((sale) => sale.cost)),
  };
}
