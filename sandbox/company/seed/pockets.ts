import type { Day } from "@/lib/treasury/business-days";
import { addMonths, instantAt, iso } from "../clock";
import { bondEquivalentYield, discountRate, priceOn } from "../prices";
import { addDays } from "@/lib/treasury/business-days";
import type { PocketRecord, Strategy } from "../types";
import { idFrom } from "../wire";

/** [name, strategy, attributes, month of the company's life in which it opens, id where the reference names one] */
const plan = {
  operating: ["Operating", "UST-4W", ["JIKONET", "REAL_TIME_YIELD"], 0, "2efef45d-fd45-4101-b3fb-f90d99c2c7c7"],
  payroll: ["Payroll", "UST-4W", [], 0, null],
  reserve: ["Reserve", "UST-13W", [], 0, null],
  strategic: ["Strategic", "UST-26W", [], 1, null],
  longTerm: ["Long-term", "UST-52W", [], 2, null],
  settlement: ["JikoNet Settlement", "UST-4W", ["JIKONET"], 6, "570ee97a-cb94-409e-9a0e-a91637abfc4b"],
  escrow: ["Escrow", "UST-13W", [], 13, null],
  old: ["Old Operating", "UST-4W", [], 0, null],
} as const;

export type PocketKey = keyof typeof plan;
export const pocketKeys = Object.keys(plan) as PocketKey[];

export const pocketId = (key: PocketKey): string => plan[key][4] ?? idFrom(`pocket ${key}`);
export const pocketName = (key: PocketKey): string => plan[key][0];
export const openingMonth = (key: PocketKey, start: Day): Day => addMonths(start, plan[key][3]);

export function pockets(start: Day): PocketRecord[] {
  return pocketKeys.map((key) => {
    const [pocket_name, strategy, attributes] = plan[key];
    return {
      id: pocketId(key),
      pocket_name,
      status: "OPEN",
      attributes: [...attributes],
      deposit_strategy_id: strategy,
      reinvestment_strategy_id: strategy,
      type: null,
      object_type: "Pocket",
      opened_at: iso(instantAt(openingMonth(key, start), "09:00")),
      closed_at: null,
    };
  });
}

/** The strategies on offer with the yields of a day. The one of a week is listed but cannot be used. */
export function strategies(pricing: Day): Strategy[] {
  return [1, 4, 13, 26, 52].map((weeks) => {
    const days = weeks * 7;
    return {
      id: `UST-${weeks}W`,
      description: `US T-bills, ${weeks} ${weeks === 1 ? "week" : "weeks"}, held to maturity`,
      yield_to_maturity: bondEquivalentYield(priceOn(pricing, addDays(pricing, days)), days),
      discount_yield: Number(discountRate(pricing, days)).toFixed(4),
      applicable_to: weeks === 1 ? [] : ["DEPOSIT", "REINVESTMENT"],
    };
  });
}
