import { addDays, type Day } from "./business-days";

/** The last day of a day's month. */
export const monthEnd = (day: Day): Day => addDays(inMonth(day, 1, 1), -1);

/** Day `date` of the month that lies `months` after a day's; the month's last where it has fewer (31 is always the last). */
export function inMonth(day: Day, months: number, date: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = `${String(Math.trunc(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  if (date === 1) return first;
  const last = monthEnd(first);
  const wanted = addDays(first, date - 1);
  return wanted > last ? last : wanted;
}
