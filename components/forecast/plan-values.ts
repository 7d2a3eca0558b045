import { addDays, type Day } from "@/lib/treasury/business-days";
import { isDay } from "@/lib/treasury/day";
import { cents, parseAmount, type Cents } from "@/lib/treasury/money";
import { projectedDays } from "@/lib/treasury/projection";

/** The form of an expected flow, as it is typed. */
export interface PlanValues {
  pocketId: string;
  direction: "in" | "out";
  amount: string;
  day: string;
  text: string;
}

export const emptyPlan: PlanValues = { pocketId: "", direction: "out", amount: "", day: "", text: "" };

export type PlanInput = { pocketId: string; day: Day; amount: Cents; text: string };

type Faults = Partial<Record<keyof PlanValues, string>>;
type CheckedPlan = { ok: true; input: PlanInput } | { ok: false; faults: Faults };

/** What the server is sent, or what is wrong with the fields. The server checks it all again. */
export function checkPlan({ pocketId, direction, amount, day, text }: PlanValues, today: Day): CheckedPlan {
  const parsed = parseAmount(amount);
  const faults: Faults = {};
  if (!pocketId) faults.pocketId = "Choose a pocket.";
  if (!parsed.ok) faults.amount = parsed.message;
  if (!isDay(day)) faults.day = "Enter a day as year, month and day.";
  else if (day < today) faults.day = "This day has passed.";
  else if (day > addDays(today, projectedDays - 1)) faults.day = "The projection ends before this day.";
  if (text.trim() === "") faults.text = "Say what it is.";
  if (!parsed.ok || Object.keys(faults).length > 0) return { ok: false, faults };
  return { ok: true, input: { pocketId, day, text, amount: direction === "out" ? cents(-parsed.cents) : parsed.cents } };
}
