import { z } from "zod";
import { operation } from "./operation";
import { amount, cursorList, date, dateTime, decimal, id, nullable, openEnum, otherType, paging } from "./schemas";

const fixedIncome = z.object({
  type: z.literal("FIXED_INCOME"),
  cusip: z.string(),
  description: z.string(),
  /** Number of $100 face units. */
  quantity: z.int(),
  /** Per $100 of face value. */
  jiko_mark_price: decimal,
  market_value: amount,
  maturity_date: date,
  /** Fraction; Jiko does not publish its convention, so it is shown and never computed with. */
  yield_to_maturity: decimal,
});

const otherSecurity = otherType(["FIXED_INCOME"], {
  cusip: z.string(),
  description: nullable(z.string()),
  quantity: z.int(),
  jiko_mark_price: nullable(decimal),
  market_value: amount,
  maturity_date: nullable(date),
  yield_to_maturity: nullable(decimal),
});

export const security = z.union([fixedIncome, otherSecurity]);
export type Security = z.output<typeof security>;

export const portfolio = z.object({
  securities: z.array(security),
  /** Residual cash, below $100 in normal running. */
  cash: amount,
  /** Sum of market values and cash: the balance of the pocket. */
  total_value: amount,
  all_time_earnings: nullable(amount),
  pricing_timestamp: nullable(dateTime),
  /** US cents per second (unit assumed); null unless the pocket is `REAL_TIME_YIELD`. */
  appreciation_per_second: nullable(decimal),
});
export type Portfolio = z.output<typeof portfolio>;

export const pocketStatuses = ["PENDING", "OPEN", "FROZEN", "CLOSED"] as const;

export const pocket = z.object({
  id,
  pocket_name: z.string(),
  status: openEnum(pocketStatuses),
  portfolio: nullable(portfolio),
  attributes: z.array(openEnum(["JIKONET", "REAL_TIME_YIELD"])).default([]),
  deposit_strategy_id: z.string(),
  reinvestment_strategy_id: nullable(z.string()),
});
export type Pocket = z.output<typeof pocket>;

export const earningsPeriods = ["ytd", "mtd", "wtd", "all-time", "range"] as const;

const earningsQuery = z.strictObject({
  period: z.enum(earningsPeriods).optional(),
  date_from: date.optional(),
  date_to: date.optional(),
});

export const earnings = z.object({
  earnings: amount,
  date_from: nullable(date),
  date_to: date,
  pricing_timestamp: nullable(dateTime),
  appreciation_per_second: nullable(decimal),
});
export type Earnings = z.output<typeof earnings>;

const common = { scope: "pockets.read", group: "pockets", success: 200, method: "GET" } as const;

export const pocketsList = operation({
  ...common,
  id: "pockets.list",
  operationId: "list_customer_pockets_api_v2_pockets__get",
  path: "/api/v2/pockets/",
  query: z.strictObject({ ...paging, "filter[status]": z.enum(pocketStatuses).optional(), "omit[]": z.array(z.literal("portfolio")).optional() }),
  answer: cursorList(pocket),
  provenance: { operation: "documented", body: null, answer: "related" },
});

export const pocketsGet = operation({
  ...common,
  id: "pockets.get",
  operationId: "get_customer_pocket_api_v2_pockets__pocket_id___get",
  path: "/api/v2/pockets/{pocket_id}/",
  answer: pocket,
  provenance: { operation: "documented", body: null, answer: "related" },
});

export const pocketEarnings = operation({
  ...common,
  id: "pockets.earnings",
  operationId: "get_single_pocket_earnings_api_v2_pockets__pocket_id__earnings__get",
  path: "/api/v2/pockets/{pocket_id}/earnings/",
  query: earningsQuery,
  answer: earnings,
  provenance: { operation: "documented", body: null, answer: "documented" },
});

export const allEarnings = operation({
  ...common,
  id: "pockets.allEarnings",
  operationId: "get_all_pockets_earnings_api_v2_pockets_earnings__get",
  path: "/api/v2/pockets/earnings/",
  query: earningsQuery,
  answer: earnings,
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});

export const pocketNameLimit = 128;
export const closureReasonLimit = 500;

const name = z.string().min(1).max(pocketNameLimit);

/** Opens a pocket; one portal comes with it (related). Nothing protects against a second one: see the command. */
export const pocketsCreate = operation({
  id: "pockets.create",
  operationId: "create_customer_pocket_api_v2_pockets__post",
  method: "POST",
  path: "/api/v2/pockets/",
  body: z.object({ pocket_name: name, deposit_strategy_id: z.string().min(1), reinvestment_strategy_id: z.string().min(1) }),
  answer: pocket,
  success: 201,
  scope: "pockets.write",
  group: "pockets",
  provenance: { operation: "documented", body: "assumed", answer: "assumed" },
});

/** Renames a pocket, changes what it buys next, or closes it: then it must be empty, not the last open one, and the reason must come along. */
export const pocketsUpdate = operation({
  id: "pockets.update",
  operationId: "update_pocket_api_v2_pockets__pocket_id___patch",
  method: "PATCH",
  path: "/api/v2/pockets/{pocket_id}/",
  body: z
    .object({
      pocket_name: name.nullish(),
      status: z.literal("CLOSED").nullish(),
      closure_reason: z.string().min(1).max(closureReasonLimit).nullish(),
      deposit_strategy_id: z.string().min(1).nullish(),
      reinvestment_strategy_id: z.string().min(1).nullish(),
    })
    .refine((body) => Object.values(body).some((value) => value !== undefined && value !== null), "Nothing is to be changed"),
  answer: pocket,
  success: 200,
  scope: "pockets.write",
  group: "pockets",
  provenance: { operation: "documented", body: "documented", answer: "related" },
});
