/**
 * Days of the United States banking calendar. A day is text, `YYYY-MM-DD`, without a time zone; days compare as text.
 *
 * Holidays are those of the Federal Reserve Banks: one that falls on a Sunday is kept on the Monday, one that falls on a
 * Saturday is not kept. Fedwire, and so the settlement of Treasury securities, is closed on them.
 * Source: Federal Reserve Bank Services, "Holiday Schedules"; 5 U.S.C. 6103. One-off closings are not in it.
 */
export type Day = string;

const dayLength = 86_400_000;
const numberOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / dayLength;
const dayAt = (number: number): Day => new Date(number * dayLength).toISOString().slice(0, 10);

/** Calendar days later, or earlier where `days` is negative. */
export const addDays = (day: Day, days: number): Day => dayAt(numberOf(day) + days);

/** Calendar days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** 0 is Sunday. */
export const weekday = (day: Day): number => (((numberOf(day) + 4) % 7) + 7) % 7;

const written = (year: number, month: number, day: number): Day =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** The nth such weekday (0 is Sunday) of a month; n = -1 is its last. */
export function nthWeekday(n: number, wanted: number, year: number, month: number): Day {
  if (n > 0) {
    const first = written(year, month, 1);
    return addDays(first, ((wanted - weekday(first) + 7) % 7) + 7 * (n - 1));
  }
  const last = addDays(written(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1), -1);
  return addDays(last, -((weekday(last) - wanted + 7) % 7));
}

interface Holiday {
  day: Day;
  name: string;
}

const known = new Map<number, Holiday[]>();

/** The holidays that are kept in a year, in order. */
export function bankHolidays(year: number): Holiday[] {
  const found = known.get(year);
  if (found) return found;
  const fixed: [number, number, string][] = [
    [1, 1, "New Year's Day"],
    ...(year >= 2021 ? [[6, 19, "Juneteenth"] as [number, number, string]] : []),
    [7, 4, "Independence Day"],
    [11, 11, "Veterans Day"],
    [12, 25, "Christmas Day"],
  ];
  const moving: Holiday[] = [
    { day: nthWeekday(3, 1, year, 1), name: "Martin Luther King Jr. Day" },
    { day: nthWeekday(3, 1, year, 2), name: "Washington's Birthday" },
    { day: nthWeekday(-1, 1, year, 5), name: "Memorial Day" },
    { day: nthWeekday(1, 1, year, 9), name: "Labor Day" },
    { day: nthWeekday(2, 1, year, 10), name: "Columbus Day" },
    { day: nthWeekday(4, 4, year, 11), name: "Thanksgiving Day" },
  ];
  const kept = fixed.map(([month, day, name]) => {
    const on = written(year, month, day);
    return { day: weekday(on) === 0 ? addDays(on, 1) : on, name };
  });
  const holidays = [...moving, ...kept].filter(({ day }) => weekday(day) !== 6).sort((a, b) => (a.day < b.day ? -1 : 1));
  known.set(year, holidays);
  return holidays;
}

export const isBankHoliday = (day: Day): boolean => bankHolidays(Number(day.slice(0, 4))).some((holiday) => holiday.day === day);

export const isBusinessDay = (day: Day): boolean => weekday(day) % 6 !== 0 && !isBankHoliday(day);

/** The day itself when it is a business day, else the next one. */
export function businessDayFrom(day: Day): Day {
  let at = day;
  while (!isBusinessDay(at)) at = addDays(at, 1);
  return at;
}

/** The day itself when it is a business day, else the one before. */
export function businessDayUntil(day: Day): Day {
  let at = day;
  while (!isBusinessDay(at)) at = addDays(at, -1);
  return at;
}

/** The first business day after a day. */
export const nextBusinessDay = (day: Day): Day => businessDayFrom(addDays(day, 1));

/** The last business day before a day. */
export const previousBusinessDay = (day: Day): Day => businessDayUntil(addDays(day, -1));

/** When a trade of this day settles: T+1, where T is the first business day from it on. */
export const settlementDay = (tradeDay: Day): Day => nextBusinessDay(businessDayFrom(tradeDay));
