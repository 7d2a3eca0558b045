import "server-only";
import { Temporal } from "temporal-polyfill";
import { env } from "@/lib/env";

/** Months of the company's calendar, `2026-07`: what the copy is checked by, and what a reconciliation is made of. */
export type Month = string;

const zone = () => env().COMPANY_TIME_ZONE;
const yearMonth = (month: Month) => Temporal.PlainYearMonth.from(month);
const startOf = (month: Temporal.PlainYearMonth): Date =>
  new Date(month.toPlainDate({ day: 1 }).toZonedDateTime({ timeZone: zone(), plainTime: "00:00" }).epochMilliseconds);

export const monthOf = (instant: Date): Month =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone()).toPlainDate().toPlainYearMonth().toString();

/** The instants a month begins and ends at; the end is the next month's beginning. */
export const boundsOf = (month: Month): { from: Date; until: Date } => ({
  from: startOf(yearMonth(month)),
  until: startOf(yearMonth(month).add({ months: 1 })),
});

/** Its first and last day, `2026-07-01` and `2026-07-31`. */
export const daysOf = (month: Month): { first: string; last: string } => {
  const one = yearMonth(month);
  return { first: one.toPlainDate({ day: 1 }).toString(), last: one.toPlainDate({ day: one.daysInMonth }).toString() };
};

/** Every month from one to another, both included, oldest first. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const out: Month[] = [];
  for (let month = yearMonth(first); Temporal.PlainYearMonth.compare(month, yearMonth(last)) <= 0; month = month.add({ months: 1 })) {
    out.push(month.toString());
  }
  return out;
}
