import { z } from "zod";
import { operation } from "./operation";
import { decimal, nullable, openEnum } from "./schemas";

export const tradingStrategy = z.object({
  id: z.string(),
  description: z.string(),
  /** Fractions, as Jiko computes them. */
  yield_to_maturity: nullable(decimal),
  discount_yield: nullable(decimal),
  applicable_to: z.array(openEnum(["DEPOSIT", "REINVESTMENT"])),
});
export type TradingStrategy = z.output<typeof tradingStrategy>;

export const tradingStrategiesList = operation({
  id: "tradingStrategies.list",
  operationId: "list_trading_strategies_api_v2_trading_strategies__get",
  method: "GET",
  path: "/api/v2/trading-strategies/",
  // The one list of the API with an offset envelope; it takes no paging parameters.
  answer: z.object({ offset: z.int(), count: z.int(), items: z.array(tradingStrategy) }),
  success: 200,
  scope: "pockets.read",
  group: "trading-strategies",
  provenance: { operation: "related", body: null, answer: "related" },
});
