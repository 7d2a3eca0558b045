import { addDays, businessDayFrom, businessDayUntil, daysBetween, isBusinessDay, previousBusinessDay, type Day } from "./business-days";
import { inMonth } from "./months";

export type Rhythm = "weekly" | "biweekly" | "semimonthly" | "monthly";

/**
 * What happens to a date that is no business day: the next one, the one before, or nothing. `ahead` is one business day before
 * `previous`, whatever the date: money that is handed over a day ahead of a payday.
 */
export type Shift = "next" | "previous" | "ahead" | "none";

/** A rhythm of dates: every 7 or 14 days through `anchor`, or on these days of every month (31 is the last, whatever its number). */
export type Cadence =
  | { rhythm: "weekly" | "biweekly"; anchor: Day; shift: Shift }
  | { rhythm: "semimonthly" | "monthly"; dates: readonly number[]; shift: Shift };

const shifted: Record<Shift, (day: Day) => Day> = {
  next: businessDayFrom,
  previous: businessDayUntil,
  ahead: (day) => previousBusinessDay(businessDayUntil(day)),
  none: (day) => day,
};

/** No date is shifted farther: over two weekends and a holiday. */
const farthest = 8;

function nominal(cadence: Cadence, from: Day, to: Day): Day[] {
  const found: Day[] = [];
  if ("anchor" in cadence) {
    const step = cadence.rhythm === "weekly" ? 7 : 14;
    const first = ((daysBetween(from, cadence.anchor) % step) + step) % step;
    for (let at = addDays(from, first); at <= to; at = addDays(at, step)) found.push(at);
    return found;
  }
  for (let months = 0; inMonth(from, months, 1) <= to; months += 1) {
    for (const date of cadence.dates) found.push(inMonth(from, months, date));
  }
  return found;
}

/** The dates of a cadence from one day to another, both included, as business days move them; in order. */
export const datesOf = (cadence: Cadence, from: Day, to: Day): Day[] =>
  nominal(cadence, addDays(from, -farthest), addDays(to, farthest))
    .map(shifted[cadence.shift])
    .filter((day) => day >= from && day <= to);

const dateOf = (day: Day): number => Number(day.slice(8));
const distinct = <T>(all: T[]): T[] => [...new Set(all)];

/** Days from one date to the next, on average over a year. */
const lengths: Record<Rhythm, number> = { weekly: 7, biweekly: 14, semimonthly: 365 / 24, monthly: 365 / 12 };

/** Cadences that these days (in order) could follow, by how often they come; whether they do is for the caller to see. */
export function possibleCadences(days: readonly Day[]): Cadence[] {
  const average = daysBetween(days[0]!, days.at(-1)!) / (days.length - 1);
  const fits = (rhythm: Rhythm) => Math.abs(average - lengths[rhythm]) <= lengths[rhythm] / 5;
  const anchored = (rhythm: "weekly" | "biweekly", step: number) =>
    distinct(days.map((day) => addDays(days[0]!, daysBetween(days[0]!, day) % step))).map((anchor) => ({ rhythm, anchor }));
  const seen = distinct([1, 15, 31, ...days.map(dateOf)]).sort((a, b) => a - b);
  const pairs = seen.flatMap((a) => seen.filter((b) => b - a >= 13 && b - a <= 17).map((b) => [a, b]));
  const bare = [
    ...(fits("weekly") ? anchored("weekly", 7) : []),
    ...(fits("biweekly") ? anchored("biweekly", 14) : []),
    ...(fits("semimonthly") ? pairs.map((dates) => ({ rhythm: "semimonthly" as const, dates })) : []),
    ...(fits("monthly") ? seen.map((date) => ({ rhythm: "monthly" as const, dates: [date] })) : []),
  ];
  // What has never come on a day off is not expected on one.
  const shifts: Shift[] = ["next", "previous", ...(days.every(isBusinessDay) ? [] : ["none" as const])];
  // A day ahead of a Friday is a Thursday: it says something of dates of months alone.
  return bare.flatMap((one) => ("dates" in one ? [...shifts, "ahead" as const] : shifts).map((shift) => ({ ...one, shift })));
}
