import type { PlanSearch } from "@/components/api/treasury";
import { isDay } from "@/lib/treasury/day";
import { parseAmount } from "@/lib/treasury/money";

export interface PlannerAddress {
  /** As typed. */
  wanted: PlanSearch;
  /** A sentence for each field that cannot be used. */
  faults: Partial<Record<keyof PlanSearch, string>>;
  /** All three are there and can be asked for. */
  ready: boolean;
}

const plannerNames = ["pocket", "amount", "day"] as const;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what is needed from the address. The plain page asks for it and complains of nothing. */
export function readPlannerAddress(search: Record<string, string | string[] | undefined>, today: string): PlannerAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const wanted = { pocket: one("pocket").toLowerCase(), amount: one("amount"), day: one("day") };
  const faults: PlannerAddress["faults"] = {};
  if (plannerNames.every((name) => wanted[name] === "")) return { wanted, faults, ready: false };
  if (!uuid.test(wanted.pocket)) faults.pocket = "Choose a pocket.";
  const parsed = parseAmount(wanted.amount);
  if (!parsed.ok) faults.amount = parsed.message;
  if (!isDay(wanted.day)) faults.day = "Enter a day as year, month and day.";
  else if (wanted.day < today) faults.day = "This day has passed.";
  return { wanted, faults, ready: Object.keys(faults).length === 0 };
}

export const plannerHref = (wanted: PlanSearch): string =>
  `/planner?${new URLSearchParams(plannerNames.map((name) => [name, wanted[name].trim()]))}`;
