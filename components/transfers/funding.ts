import type { SnapshotSale } from "@/lib/approvals/types";
import type { Portfolio } from "@/lib/jiko/pockets";

/** Decimal text as an integer and its scale: `99.5123` is 995123 of ten thousandths. */
function exact(price: string): [units: bigint, scale: bigint] {
  const [whole = "0", part = ""] = price.split(".");
  return [BigInt(whole + part), 10n ** BigInt(part.length)];
}

const ceil = (a: bigint, b: bigint) => (a + b - 1n) / b;

/**
 * What would be sold to pay `amount` cents, in the form of a snapshot. The same as `saleToFund` of lib/treasury, which this
 * is tested against, in whole numbers alone: the library's decimal arithmetic would be a quarter of this page's code.
 */
export function fundingOf(portfolio: Portfolio, amount: number): SnapshotSale {
  let need = Math.max(0, amount - portfolio.cash);
  const bills: SnapshotSale["bills"] = [];
  let cost = 0;
  const inOrder = portfolio.securities
    .flatMap((one) => (one.type === "FIXED_INCOME" && one.quantity > 0 ? [one] : []))
    .sort((a, b) => (a.maturity_date === b.maturity_date ? (a.cusip < b.cusip ? -1 : 1) : a.maturity_date < b.maturity_date ? -1 : 1));
  for (const { cusip, maturity_date, quantity, jiko_mark_price } of inOrder) {
    if (need <= 0) break;
    const [price, scale] = exact(jiko_mark_price);
    // Market value in cents, rounded half up: floor((2 x units x price x 100 + scale) / (2 x scale)).
    const valueOf = (units: bigint) => (200n * units * price + scale) / (2n * scale);
    if (valueOf(1n) <= 0n) continue;
    const all = BigInt(quantity);
    const wanted = BigInt(need);
    // The fewest units whose rounded value reaches what is needed.
    const units = valueOf(all) <= wanted ? all : ceil((2n * wanted - 1n) * scale, 200n * price);
    const proceeds = Number(valueOf(units));
    bills.push({ cusip, maturity: maturity_date, quantity: Number(units), proceeds });
    cost += Number(units) * 10_000 - proceeds;
    need -= proceeds;
  }
  return { bills, cash: Math.max(0, Math.min(portfolio.cash, amount)), cost, shortfall: Math.max(0, need) };
}
