import { addDays, isBusinessDay, settlementDay, weekday, type Day } from "./business-days";

/** Good Friday: two days before Easter, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function goodFriday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  const easter = `${year}-${String(Math.floor(sum / 31)).padStart(2, "0")}-${String((sum % 31) + 1).padStart(2, "0")}`;
  return addDays(easter, -2);
}

/** Holidays that the market keeps on the Friday before where they fall on a Saturday; the Federal Reserve keeps none of those. */
const keptOnFriday = ["06-19", "07-04", "12-25"];

/**
 * Whether Treasury bills are traded: a business day, and none on which SIFMA recommends that the market close although Fedwire is
 * open. Careful where it has to be: Good Friday counts as closed also in years in which the market opens for the morning, and
 * Juneteenth on a Saturday as it is kept by the exchanges. Closes at two in the afternoon count as open.
 */
export function isMarketDay(day: Day): boolean {
  if (!isBusinessDay(day) || day === goodFriday(Number(day.slice(0, 4)))) return false;
  const tomorrow = addDays(day, 1);
  return weekday(tomorrow) !== 6 || !keptOnFriday.includes(tomorrow.slice(5)) || (tomorrow.endsWith("06-19") && tomorrow < "2021");
}

/** The day on which the money of bills is there that are sold as soon as can be, from a day on. */
export function soonestSettlement(from: Day): Day {
  let sold = from;
  while (!isMarketDay(sold)) sold = addDays(sold, 1);
  return settlementDay(sold);
}

/** The last day on which bills can be sold so that their money is there on `day`: a sale settles on the next business day. */
export function lastSaleDay(day: Day): Day {
  let at = addDays(day, -1);
  while (!isMarketDay(at) || settlementDay(at) > day) at = addDays(at, -1);
  return at;
}
