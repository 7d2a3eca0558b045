import { expect, it } from "vitest";
import { signedFlow, signedTrade } from "./flows";

it("signs movements and trades by what they do to cash, whatever sign Jiko sends, and what it does not know not at all", () => {
  const flow = (direction: string, amount: number) => signedFlow({ direction, amount });
  expect([flow("CREDIT", 5), flow("CREDIT", -5), flow("DEBIT", 5), flow("DEBIT", -5), flow("SIDEWAYS", 5)]).toEqual([5, 5, -5, -5, null]);
  const trade = (activity: string) => signedTrade({ activity, notional: 7 });
  expect([trade("BUY"), trade("SELL"), trade("MATURITY"), trade("SECURITY_TRANSFER_IN")]).toEqual([-7, 7, 7, null]);
});
