import { addDays, businessDayFrom, daysBetween, weekday, type Day } from "@/lib/treasury/business-days";

export interface Bill {
  cusip: string;
  maturity_date: Day;
}

/**
 * When bills of a tenor are issued: 4 weeks on Tuesdays, 13 and 26 weeks on Thursdays, 52 weeks on every fourth Thursday.
 * Source: the Treasury's auction calendar. A day off moves to the next business day.
 */
const tenors: Record<string, { weeks: number; first: Day; every: number }> = {
  "UST-4W": { weeks: 4, first: "2024-07-09", every: 7 },
  "UST-13W": { weeks: 13, first: "2024-07-11", every: 7 },
  "UST-26W": { weeks: 26, first: "2024-07-11", every: 7 },
  "UST-52W": { weeks: 52, first: "2024-07-11", every: 28 },
};

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The ninth character of a CUSIP. Source: ANSI X9.6, modulus 10 double add double. */
export function checkDigit(eight: string): string {
  const total = [...eight].reduce((sum, character, i) => {
    const value = digits.indexOf(character) * (i % 2 === 0 ? 1 : 2);
    return sum + Math.trunc(value / 10) + (value % 10);
  }, 0);
  return String((10 - (total % 10)) % 10);
}

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Bills with the same maturity are one security, so the CUSIP follows from it: two letters for the week and its Tuesday or Thursday. */
function cusipOf(nominalMaturity: Day): string {
  const index = Math.trunc(daysBetween("2020-01-05", nominalMaturity) / 7) * 2 + (weekday(nominalMaturity) === 2 ? 0 : 1);
  const place = ((index % 576) + 576) % 576;
  const eight = `912797${letters[Math.trunc(place / 24)]}${letters[place % 24]}`;
  return eight + checkDigit(eight);
}

/** The newest bill of a strategy that is issued by the day on which a purchase settles. */
export function newestBill(strategyId: string, settles: Day): Bill {
  const tenor = tenors[strategyId];
  if (!tenor) throw new Error(`No bills are bought for strategy ${strategyId}`);
  let issue = addDays(tenor.first, Math.floor(daysBetween(tenor.first, settles) / tenor.every) * tenor.every);
  while (businessDayFrom(issue) > settles) issue = addDays(issue, -tenor.every);
  const maturity = addDays(issue, tenor.weeks * 7);
  return { cusip: cusipOf(maturity), maturity_date: businessDayFrom(maturity) };
}
