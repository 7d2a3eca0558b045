import { weekday } from "./business-days";
import type { Cadence, Shift } from "./cadence";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function ordinal(date: number): string {
  if (date === 31) return "last day";
  const tail = date % 10 === 1 && date !== 11 ? "st" : date % 10 === 2 && date !== 12 ? "nd" : date % 10 === 3 && date !== 13 ? "rd" : "th";
  return `${date}${tail}`;
}

const shifts: Record<Shift, string> = {
  next: ", or the next business day",
  previous: ", or the business day before",
  ahead: ", one business day ahead",
  none: "",
};

/** A rhythm in words: `Every other Friday, or the business day before`, `On the 15th and the last day of each month`. */
export function cadenceWords(cadence: Cadence): string {
  const shift = shifts[cadence.shift];
  if ("anchor" in cadence) return `Every ${cadence.rhythm === "biweekly" ? "other " : ""}${weekdays[weekday(cadence.anchor)]}${shift}`;
  return `On the ${cadence.dates.map(ordinal).join(" and the ")} of each month${shift}`;
}
