import type { Portfolio } from "@/lib/jiko/pockets";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { saleToFund } from "@/lib/treasury/sale-order";
import type { SnapshotSale } from "./types";

/**
 * What the pocket sells to fund a request, at the prices of its portfolio; null where nothing is sold (the bills
 * themselves move) or where it cannot be told. The order is the one that lib/treasury/sale-order.ts assumes of Jiko.
 */
export function saleOf({ transfer }: Pick<TransferRequest, "transfer">, portfolio: Portfolio | null): SnapshotSale | null {
  if (!portfolio || transfer.type === "UNKNOWN" || transfer.amount.type === "UNKNOWN") return null;
  if (transfer.type === "ON_US" && transfer.details.type !== "PEER_TO_PEER") {
    const { details } = transfer;
    if (details.type === "UNKNOWN" || (details.transfer_type !== null && details.transfer_type !== "BANK_TRANSFER")) return null;
  }
  const amount = transfer.amount.type === "REQUESTED_AMOUNT" ? transfer.amount.amount_usdc : portfolio.total_value;
  // Of a kind of security that is not known here nobody can say that it would be sold.
  const securities = portfolio.securities.map((one) => ({ ...one, price: one.type === "FIXED_INCOME" ? one.jiko_mark_price : null }));
  const order = saleToFund({ securities, cash: portfolio.cash, amount });
  return {
    bills: order.sales.map(({ cusip, maturity_date, quantity, proceeds }) => ({ cusip, maturity: maturity_date, quantity, proceeds })),
    cash: order.cashUsed,
    cost: order.cost,
    shortfall: order.shortfall,
  };
}
