import { addDays, daysBetween, weekday, type Day } from "./business-days";
import { inMonth } from "./months";

/** A stretch of days, both included. */
export interface Span {
  from: Day;
  to: Day;
}

export type SpanUnit = "day" | "week" | "month" | "quarter" | "year";

/** The first day of the calendar's stretch that a day lies in: weeks begin on Monday; of years, as many as `size` together. */
function startOf(unit: SpanUnit, size: number, day: Day): Day {
  if (unit === "day") return day;
  if (unit === "week") return addDays(day, -((weekday(day) + 6) % 7));
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  if (unit === "quarter") return `${day.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
  return `${String(year - (year % size)).padStart(4, "0")}-01-01`;
}

function after(unit: SpanUnit, size: number, start: Day): Day {
  if (unit === "day" || unit === "week") return addDays(start, unit === "day" ? 1 : 7);
  return inMonth(start, { month: 1, quarter: 3, year: 12 * size }[unit], 1);
}

const steps: readonly (readonly [SpanUnit, number])[] = [
  ["day", 1],
  ["week", 1],
  ["month", 1],
  ["quarter", 1],
  ...[1, 2, 5, 10, 100, 1000].map((size) => ["year", size] as const),
];

/**
 * Cuts the days of a span along the calendar, as finely as at most `most` pieces allow: days, weeks from Monday, months,
 * quarters, years. The pieces follow each other without a gap; the first and the last may be shorter. Nothing for an empty span.
 */
export function cut({ from, to }: Span, most: number): { unit: SpanUnit; spans: Span[] } {
  for (const [unit, size] of steps) {
    const spans: Span[] = [];
    // More days than this cannot fit: no need to walk along them.
    if (unit === "day" && daysBetween(from, to) >= most) continue;
    for (let start = startOf(unit, size, from); start <= to && spans.length <= most; start = after(unit, size, start)) {
      const last = addDays(after(unit, size, start), -1);
      spans.push({ from: start < from ? from : start, to: last > to ? to : last });
    }
    if (spans.length <= most) return { unit, spans };
  }
  return { unit: "year", spans: [{ from, to }] };
}

/** The span of the last `count` calendar quarters that ends on a day in the last of them. */
export function lastQuarters(count: number, to: Day): Span {
  return { from: inMonth(startOf("quarter", 1, to), -3 * (count - 1), 1), to };
}
