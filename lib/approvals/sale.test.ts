import { describe, expect, it } from "vitest";
import type { Portfolio } from "@/lib/jiko/pockets";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { saleOf } from "./sale";

const bill = (cusip: string, maturity_date: string, type = "FIXED_INCOME") => ({
  type,
  cusip,
  maturity_date,
  quantity: 100,
  jiko_mark_price: "99.00",
});
const portfolio = {
  securities: [bill("LATER", "2026-09-01"), bill("SOONER", "2026-08-06"), bill("OTHER", "2026-07-01", "UNKNOWN")],
  cash: 5_000,
  total_value: 1_985_000,
} as unknown as Portfolio;
const request = (transfer: object) =>
  ({ transfer: { type: "WIRE", amount: { type: "REQUESTED_AMOUNT", amount_usdc: 1_000_000 }, ...transfer } }) as unknown as TransferRequest;
const own = (transfer_type: string | null) => request({ type: "ON_US", details: { type: "INTERNAL_REALLOCATION", transfer_type } });

describe("saleOf", () => {
  it("takes cash first, then the nearest maturity, and says what it costs against holding", () => {
    expect(saleOf(request({}), portfolio)).toEqual({
      bills: [
        { cusip: "SOONER", maturity: "2026-08-06", quantity: 100, proceeds: 990_000 },
        { cusip: "LATER", maturity: "2026-09-01", quantity: 1, proceeds: 9_900 },
      ],
      cash: 5_000,
      cost: 10_100,
      shortfall: 0,
    });
  });
  it("sells everything for everything and names what is missing beyond", () => {
    expect(saleOf(request({ amount: { type: "FULL_WITHDRAWAL" } }), portfolio)).toMatchObject({ cost: 20_000, shortfall: 0 });
    expect(saleOf(request({ amount: { type: "REQUESTED_AMOUNT", amount_usdc: 2_000_000 } }), portfolio)).toMatchObject({
      shortfall: 15_000,
    });
  });
  it("says nothing where the bills themselves move or where it cannot be told", () => {
    expect(saleOf(own("SECURITY_TRANSFER"), portfolio)).toBeNull();
    expect(saleOf(own("SOMETHING_NEW"), portfolio)).toBeNull();
    expect(saleOf(request({ type: "UNKNOWN" }), portfolio)).toBeNull();
    expect(saleOf(request({}), null)).toBeNull();
    expect(saleOf(own(null), portfolio)).toMatchObject({ shortfall: 0 });
    expect(saleOf(own("BANK_TRANSFER"), portfolio)).toMatchObject({ shortfall: 0 });
  });
});
