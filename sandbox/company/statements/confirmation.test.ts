import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { cents, formatCents } from "@/lib/treasury/money";
import { company } from "../index";

const state = company.createCompany({ now: new Date("2026-07-15T14:00:00Z") });
const first = (activity: string) => state.trades.find((one) => one.activity === activity)!;

async function read(id: string): Promise<string> {
  const pdf = await getDocumentProxy((await company.tradeConfirmation(state, id))!);
  return (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, " ");
}

test.each(["BUY", "SELL", "SECURITY_TRANSFER_OUT"])("the confirmation of a %s says what the ledger says", async (activity) => {
  const trade = first(activity);
  const text = await read(trade.id);
  expect(text).toContain("Trade confirmation");
  expect(text).toContain(`CUSIP ${trade.cusip}`);
  expect(text).toContain(`Quantity (units of $100 face value) ${new Intl.NumberFormat("en-US").format(trade.quantity)}`);
  expect(text).toContain(`Price per $100 ${trade.price}`);
  expect(text).toContain(`Amount ${formatCents(cents(trade.notional.value))}`);
  expect(text).toContain(`Settlement date ${trade.settled_date}`);
  expect(text).toContain(`Trade ${trade.id}`);
});

test("a trade that has not settled says so", async () => {
  const open = state.trades.find((one) => one.status === "BOOKED")!;
  expect(await read(open.id)).toContain("Settlement date open");
});

test("there is none for a maturity, nor for what is no trade", async () => {
  expect(await company.tradeConfirmation(state, first("MATURITY").id)).toBeNull();
  expect(await company.tradeConfirmation(state, "00000000-0000-4000-8000-000000000000")).toBeNull();
});
