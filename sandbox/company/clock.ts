import { addDays, nthWeekday, type Day } from "@/lib/treasury/business-days";

const hour = 3_600_000;
const summers = new Map<number, [number, number]>();

/** Whether New York keeps daylight saving time: from 2:00 on the second Sunday of March to 2:00 on the first of November (15 U.S.C. 260a). */
function isSummer(ms: number): boolean {
  const year = new Date(ms).getUTCFullYear();
  let bounds = summers.get(year);
  if (!bounds) {
    bounds = [Date.parse(`${nthWeekday(2, 0, year, 3)}T07:00:00Z`), Date.parse(`${nthWeekday(1, 0, year, 11)}T06:00:00Z`)];
    summers.set(year, bounds);
  }
  return ms >= bounds[0] && ms < bounds[1];
}

/**
 * Remembers what stays the same for a whole hour, as New York's day and the prices in force do: the books ask for them at every
 * booking.
 */
export function byHour<T>(work: (instant: Date) => T): (instant: Date) => T {
  const known = new Map<number, T>();
  return (instant) => {
    const key = Math.floor(instant.getTime() / hour);
    let found = known.get(key);
    if (found === undefined) {
      if (known.size > 50_000) known.clear();
      known.set(key, (found = work(instant)));
    }
    return found;
  };
}

/** The bank's calendar day (New York) at an instant. */
export const dayOf = byHour((instant: Date): Day =>
  new Date(instant.getTime() - (isSummer(instant.getTime()) ? 4 : 5) * hour).toISOString().slice(0, 10),
);

/** The instant of a time of day in New York, `HH:MM` or `HH:MM:SS`. */
export function instantAt(day: Day, time: string): Date {
  const utc = Date.parse(`${day}T${time}Z`);
  return new Date(utc + (isSummer(utc + 4 * hour) ? 4 : 5) * hour);
}

/** The last millisecond of a day in New York. */
export const endOf = (day: Day): Date => new Date(instantAt(addDays(day, 1), "00:00").getTime() - 1);

/** ISO 8601 in UTC, without fractions where there are none. */
export const iso = (instant: Date): string => instant.toISOString().replace(".000Z", "Z");

export const monthOf = (day: Day): string => day.slice(0, 7);
export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The first day of the month that lies this many months later; negative = earlier. */
export function addMonths(day: Day, months: number): Day {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}
