import fc from "fast-check";
import { expect, it } from "vitest";
import { saleOf } from "@/lib/approvals/sale";
import type { Portfolio } from "@/lib/jiko/pockets";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { cents } from "@/lib/treasury/money";
import { fundingOf } from "./funding";

const bill = fc.record({
  type: fc.constant("FIXED_INCOME" as const),
  cusip: fc.string({ minLength: 9, maxLength: 9 }),
  description: fc.constant("Treasury bill"),
  quantity: fc.integer({ min: 0, max: 2_000_000 }),
  jiko_mark_price: fc.integer({ min: 1, max: 100_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6)),
  market_value: fc.constant(cents(0)),
  maturity_date: fc.constantFrom("2026-08-06", "2026-08-13", "2026-09-10", "2027-01-07"),
  yield_to_maturity: fc.constant("0.0378"),
});
const portfolio = fc.record({
  securities: fc.uniqueArray(bill, { maxLength: 6, selector: ({ cusip }) => cusip }),
  cash: fc.integer({ min: 0, max: 20_000 }).map(cents),
  total_value: fc.constant(cents(0)),
  all_time_earnings: fc.constant(null),
  pricing_timestamp: fc.constant(null),
  appreciation_per_second: fc.constant(null),
});

it("says the same as what the approver is shown later", () => {
  fc.assert(
    fc.property(portfolio, fc.integer({ min: 1, max: 50_000_000_000 }), (held, amount) => {
      const transfer = { type: "USDC", amount: { type: "REQUESTED_AMOUNT", amount_usdc: cents(amount) } } as TransferRequest["transfer"];
      expect(fundingOf(held as Portfolio, amount)).toEqual(saleOf({ transfer }, held as Portfolio));
    }),
  );
});
