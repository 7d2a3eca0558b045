import fc from "fast-check";
import { expect, test } from "vitest";
import { cents } from "./money";
import { saleToFund, type Holding } from "./sale-order";
import { marketValue } from "./t-bill";

const bill = (cusip: string, quantity: number, price: string | null, maturity_date: string | null): Holding => ({
  cusip,
  quantity,
  price,
  maturity_date,
});
const ladder = [
  bill("C", 50, "99.200000", "2026-09-01"),
  bill("A", 10, "99.900000", "2026-07-21"),
  bill("B", 20, "99.500000", "2026-08-11"),
];

test("cash alone is enough", () => {
  expect(saleToFund({ securities: ladder, cash: cents(5_000), amount: cents(4_000) })).toEqual({
    sales: [],
    proceeds: 0,
    cashUsed: 4_000,
    residualCash: 1_000,
    shortfall: 0,
    cost: 0,
  });
});

test("nearest maturity first, just enough", () => {
  const order = saleToFund({ securities: ladder, cash: cents(1_000), amount: cents(200_000) });
  expect(order.sales).toEqual([
    { cusip: "A", maturity_date: "2026-07-21", price: "99.900000", quantity: 10, proceeds: 99_900, cost: 100 },
    { cusip: "B", maturity_date: "2026-08-11", price: "99.500000", quantity: 10, proceeds: 99_500, cost: 500 },
  ]);
  expect(order).toMatchObject({ proceeds: 199_400, cashUsed: 1_000, residualCash: 400, shortfall: 0, cost: 600 });
});

test("one cent more takes one unit more, in the second bill as in the first", () => {
  const units = (amount: number) => saleToFund({ securities: ladder, cash: cents(1_000), amount: cents(amount) }).sales.map((sale) => sale.quantity);
  expect(units(1_000 + 9 * 9_990)).toEqual([9]);
  expect(units(1_000 + 9 * 9_990 + 1)).toEqual([10]);
  expect(units(1_000 + 99_900 + 10 * 9_950)).toEqual([10, 10]);
  expect(units(1_000 + 99_900 + 10 * 9_950 + 1)).toEqual([10, 11]);
});

test("a bill of an unknown kind is not sold", () => {
  const order = saleToFund({
    securities: [bill("X", 100, null, "2026-07-16"), bill("Y", 100, "99", null)],
    cash: cents(0),
    amount: cents(100),
  });
  expect(order).toMatchObject({ sales: [], shortfall: 100 });
});

const holdings = fc.array(
  fc.record({
    cusip: fc.stringMatching(/^[A-Z0-9]{9}$/),
    quantity: fc.integer({ min: 0, max: 200_000 }),
    price: fc.option(fc.integer({ min: 1, max: 100_000_000 }).map((n) => `${Math.trunc(n / 1e6)}.${String(n % 1e6).padStart(6, "0")}`)),
    maturity_date: fc.option(fc.integer({ min: 1, max: 28 }).map((n) => `2026-08-${String(n).padStart(2, "0")}`)),
  }),
  { maxLength: 8 },
);
const problem = {
  securities: holdings,
  cash: fc.integer({ min: 0, max: 1_000_000 }).map(cents),
  amount: fc.integer({ min: 0, max: 20_000_000_000 }).map(cents),
};

test("sells what is held and no more, enough and no more, in order, and adds up", () => {
  fc.assert(
    fc.property(fc.record(problem), ({ securities, cash, amount }) => {
      const order = saleToFund({ securities, cash, amount });
      const held = new Map<string, number>();
      for (const one of securities)
        if (one.price)
          held.set(
            `${one.cusip} ${one.price} ${one.maturity_date}`,
            (held.get(`${one.cusip} ${one.price} ${one.maturity_date}`) ?? 0) + one.quantity,
          );
      for (const sale of order.sales) {
        expect(sale.quantity).toBeGreaterThan(0);
        expect(Number.isInteger(sale.quantity)).toBe(true);
        expect(sale.quantity).toBeLessThanOrEqual(held.get(`${sale.cusip} ${sale.price} ${sale.maturity_date}`) ?? 0);
        expect(sale.proceeds).toBe(marketValue(sale.quantity, sale.price));
        expect(sale.proceeds + sale.cost).toBe(sale.quantity * 10_000);
      }
      expect(order.sales.map((sale) => sale.maturity_date)).toEqual(order.sales.map((sale) => sale.maturity_date).sort());
      expect(order.proceeds).toBe(order.sales.reduce((total, sale) => total + sale.proceeds, 0));
      expect(cash + order.proceeds - amount).toBe(order.residualCash - order.shortfall);
      expect(order.residualCash === 0 || order.shortfall === 0).toBe(true);
      if (order.shortfall === 0) expect(order.proceeds + order.cashUsed).toBeGreaterThanOrEqual(amount);
      // One unit less of the last bill would not do, and no bill is touched before all nearer ones are gone.
      const last = order.sales.at(-1);
      if (last && order.shortfall === 0) {
        expect(cash + order.proceeds - last.proceeds + marketValue(last.quantity - 1, last.price)).toBeLessThan(amount);
      }
      if (order.shortfall > 0) {
        const sellable = securities.filter((one) => one.price && one.maturity_date && one.quantity > 0 && marketValue(1, one.price) > 0);
        expect(order.proceeds).toBe(sellable.reduce((total, one) => total + marketValue(one.quantity, one.price!), 0));
      }
    }),
    { numRuns: 500 },
  );
});

test("every bill but the last is sold whole", () => {
  fc.assert(
    fc.property(fc.record(problem), ({ securities, cash, amount }) => {
      const distinct = securities.map((one, i) => ({ ...one, cusip: String(i) }));
      const { sales } = saleToFund({ securities: distinct, cash, amount });
      for (const sale of sales.slice(0, -1)) expect(sale.quantity).toBe(distinct[Number(sale.cusip)]!.quantity);
    }),
  );
});
