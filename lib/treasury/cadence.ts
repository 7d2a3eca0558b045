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
  // What has never come on a day off is not expected on one.
  const shifts: Shift[] = ["next", "previous", ...(days.every(isBusinessDay) ? [] : ["none" as const])];
  const weeks = (rhythm: "weekly" | "biweekly", step: number): Cadence[] =>
    distinct(days.map((day) => daysBetween(days[0]!, day) % step)).flatMap((offset) =>
      shifts.map((shift) => ({ rhythm, anchor: addDays(days[0]!, offset), shift })),
    );
  // A day ahead of a Friday is a Thursday, so that `ahead` says something of dates of months alone: of those a day after each.
  const dates = (shift: Shift): number[] =>
    distinct([1, 15, 31, ...days.map((day) => dateOf(day) + (shift === "ahead" ? 1 : 0))])
      .filter((date) => date <= 31)
      .sort((a, b) => a - b);
  const months = (rhythm: "semimonthly" | "monthly", pick: (all: number[]) => number[][]): Cadence[] =>
    [...shifts, "ahead" as const].flatMap((shift) => pick(dates(shift)).map((some) => ({ rhythm, dates: some, shift })));
  const pairs = (all: number[]) => all.flatMap((a) => all.filter((b) => b - a >= 13 && b - a <= 17).map((b) => [a, b]));
  return [
    ...(fits("weekly") ? weeks("weekly", 7) : []),
    ...(fits("biweekly") ? weeks("biweekly", 14) : []),
    ...(fits("semimonthly") ? months("semimonthly", pairs) : []),
    ...(fits("monthly") ? months("monthly", (all) => all.map((one) => [one])) : []),
  ];
}
