import { faceValue } from "@/lib/treasury/t-bill";
import { dayOf } from "../clock";
import { pocketOf } from "../ledger";
import type { CompanyState } from "../types";
import { activities, count, money } from "./pdf";
import { Sheet } from "./sheet";

/** The PDF that confirms a trade, from the ledger; null when there is no such trade, and for maturities, which are no trades. */
export async function tradeConfirmation(state: CompanyState, tradeId: string): Promise<Uint8Array | null> {
  const trade = state.trades.find((one) => one.id === tradeId);
  if (!trade || trade.activity === "MATURITY") return null;
  const pocket = pocketOf(state, trade.pocket_id);
  const at = new Date(trade.trade_datetime);
  const about = [`${state.customer.name} - pocket ${pocket.pocket_name}`, `Trade of ${dayOf(at)}`, `Account ${pocket.id}`];
  const sheet = await Sheet.open({ title: "Trade confirmation", about }, at);
  sheet.section("Trade");
  sheet.summary([
    ["Activity", activities[trade.activity]],
    ["Security", `${trade.description}, CUSIP ${trade.cusip}`],
    ["Maturity date", trade.maturity_date],
    ["Quantity (units of $100 face value)", count(trade.quantity)],
    ["Face value", money(faceValue(trade.quantity))],
    ["Price per $100", trade.price],
    ["Amount", money(trade.notional.value)],
  ]);
  sheet.section("Settlement");
  sheet.summary([
    ["Trade time (UTC)", at.toISOString()],
    ["Book date", trade.book_date],
    ["Settlement date", trade.settled_date ?? "open"],
  ]);
  sheet.note("Confirmation of a sandbox; not a real trade.");
  return sheet.close(`Trade ${trade.id}`);
}
