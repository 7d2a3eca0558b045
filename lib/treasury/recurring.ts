import { addDays, businessDayFrom, daysBetween, type Day } from "./business-days";
import { datesOf, possibleCadences, type Cadence, type Rhythm } from "./cadence";
import { cents, type Cents } from "./money";
import type { ExpectedFlow } from "./projection";

/** A movement of the past: `day` in the company's time zone, `amount` signed cents from the pocket's side. */
export interface PastFlow {
  id: string;
  day: Day;
  pocketId: string;
  counterparty: string;
  type: string;
  amount: Cents;
}

/** A flow that has come back in a rhythm, and the rows that this rests on. */
export interface Recurring<T extends PastFlow = PastFlow> {
  /** The same from day to day, so that what was accepted or struck stays so. */
  id: string;
  pocketId: string;
  counterparty: string;
  type: string;
  cadence: Cadence;
  /** The median of the rows, signed; the smallest and the largest of them by size. */
  amount: Cents;
  low: Cents;
  high: Cents;
  /** Oldest first. */
  rows: T[];
  /** Dates between the rows on which nothing came. */
  missed: Day[];
  /** When it is expected again, up to the day that was asked for. */
  next: readonly Day[];
}

/** Fewer rows than this are no rhythm. */
export const leastRows: Record<Rhythm, number> = { weekly: 6, biweekly: 5, semimonthly: 5, monthly: 4 };
/** Days by which a row may lie off its date. */
const slack: Record<Rhythm, number> = { weekly: 1, biweekly: 1, semimonthly: 2, monthly: 2 };
/** Amounts of one flow lie this close to their median, and those of two flows this far apart. */
const tolerancePercent = 10;
/** What was due this many days ago and has not come has ended. */
const patience = 5;
/** How far back rows are looked at: a year and a bit. */
export const lookBack = 400;

const size = ({ amount }: PastFlow): number => Math.abs(amount);
/** The median size of rows that are in order of it: the lower of the two middle ones where their number is even. */
const middle = (bySize: readonly PastFlow[]): number => size(bySize[Math.floor((bySize.length - 1) / 2)]!);
const plain = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();
const groupOf = ({ pocketId, type, amount, counterparty }: PastFlow): string =>
  [pocketId, type, amount < 0 ? "out" : "in", plain(counterparty)].join("|");

interface Fit<T> {
  cadence: Cadence;
  rows: T[];
  missed: Day[];
  /** The date that the last row stands for. */
  last: Day;
  /** Days that rows lie off their dates, in all. */
  off: number;
}

/** Rows (by day) laid on the dates of a cadence; null where they do not follow it. */
function fit<T extends PastFlow>(rows: readonly T[], cadence: Cadence, today: Day): Fit<T> | null {
  const near = slack[cadence.rhythm];
  const dates = datesOf(cadence, addDays(rows[0]!.day, -near), addDays(today, near));
  const met: { date: Day; row: T }[] = [];
  let off = 0;
  let at = 0;
  for (const date of dates) {
    while (at < rows.length && daysBetween(rows[at]!.day, date) > near) at += 1;
    const row = rows[at];
    if (!row || daysBetween(date, row.day) > near) continue;
    met.push({ date, row });
    off += Math.abs(daysBetween(date, row.day));
    at += 1;
  }
  const [first, last] = [met[0]?.date, met.at(-1)?.date];
  if (!first || !last || met.length < leastRows[cadence.rhythm]) return null;
  const missed = dates.filter((date) => date > first && date < last && !met.some((one) => one.date === date));
  // One in eight may be missing, one in ten may be another payment of that size; and the last one due must have come.
  const ended = dates.some((date) => date > last && daysBetween(date, today) > patience);
  if (ended || missed.length > met.length / 8 || rows.length - met.length > rows.length / 10) return null;
  return { cadence, rows: met.map(({ row }) => row), missed, last, off };
}

/** The more rows and the fewer gaps the better, then the closer to the dates; of equals the one that was thought of first. */
function better<T>(a: Fit<T>, b: Fit<T>): Fit<T> {
  const gain = b.rows.length - b.missed.length - (a.rows.length - a.missed.length);
  return gain > 0 || (gain === 0 && b.off < a.off) ? b : a;
}

/** The flows among rows of one group, told apart by their sizes: rows fall into two where the widest gap between sizes is. */
function flowsAmong<T extends PastFlow>(bySize: readonly T[], today: Day): Fit<T>[] {
  if (bySize.length < Math.min(...Object.values(leastRows))) return [];
  const median = middle(bySize);
  const close = (one: T) => Math.abs(size(one) - median) * 100 <= median * tolerancePercent;
  if (close(bySize[0]!) && close(bySize.at(-1)!)) {
    const rows = [...bySize].sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
    const fits = possibleCadences(rows.map(({ day }) => day)).flatMap((cadence) => fit(rows, cadence, today) ?? []);
    return fits.length > 0 ? [fits.reduce(better)] : [];
  }
  const gap = (i: number): number => size(bySize[i]!) / size(bySize[i - 1]!);
  let widest = 1;
  for (let i = 2; i < bySize.length; i += 1) if (gap(i) > gap(widest)) widest = i;
  if (gap(widest) * 100 < 100 + tolerancePercent) return [];
  return [...flowsAmong(bySize.slice(0, widest), today), ...flowsAmong(bySize.slice(widest), today)];
}

/** Dates after the last one that was met; one that is late is expected today, or on the next business day. */
const nextDates = ({ cadence, last }: Fit<unknown>, today: Day, until: Day): Day[] =>
  datesOf(cadence, addDays(last, 1), until).map((date) => (date < today ? businessDayFrom(today) : date));

/**
 * Flows that come back weekly, every two weeks, twice a month or monthly, found in the movements of the last `lookBack` days:
 * same pocket, counterparty, type and direction, amounts within 10 % of their median. Dates follow business days: the next one or
 * the one before. Rather silent than wrong: little history, amounts that drift into each other or a date that was let pass
 * give nothing. Movements between own pockets are found like others, once for each side.
 */
export function findRecurring<T extends PastFlow>(movements: readonly T[], { today, until }: { today: Day; until: Day }): Recurring<T>[] {
  const groups = new Map<string, T[]>();
  const since = addDays(today, -lookBack);
  for (const one of movements) {
    if (one.day < since || one.day > today || one.amount === 0) continue;
    const group = groups.get(groupOf(one));
    if (group) group.push(one);
    else groups.set(groupOf(one), [one]);
  }
  return [...groups].flatMap(([group, rows]) => {
    const found = flowsAmong(rows.sort((a, b) => size(a) - size(b)), today);
    // Numbered from the largest, so that a new small one leaves the others' ids alone.
    return found.reverse().map((one, i): Recurring<T> => {
      const bySize = [...one.rows].sort((a, b) => size(a) - size(b));
      const { pocketId, counterparty, type, amount } = one.rows.at(-1)!;
      return {
        id: `${group}|${one.cadence.rhythm}|${i + 1}`,
        pocketId, counterparty, type, cadence: one.cadence, amount: cents(Math.sign(amount) * middle(bySize)),
        low: bySize[0]!.amount, high: bySize.at(-1)!.amount, rows: one.rows, missed: one.missed,
        next: nextDates(one, today, until),
      };
    });
  });
}

/** A recurring flow as the projection takes it: its median on each of its next dates. */
export const recurringFlows = ({ id, pocketId, amount, next }: Pick<Recurring, "id" | "pocketId" | "amount" | "next">): ExpectedFlow[] =>
  next.map((day) => ({ day, pocketId, cash: amount, bills: cents(0), source: { kind: "recurring", id } }));
