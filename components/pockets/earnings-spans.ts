import { mostSpans } from "@/components/api/earnings";
import { writeDay } from "@/components/ui/dates";
import { cents, sum, type Cents } from "@/lib/treasury/money";
import { cut, lastQuarters, type Span, type SpanUnit } from "@/lib/treasury/spans";

export interface Stretches {
  unit: SpanUnit;
  spans: Span[];
  /** The first day of the first span, where Jiko says no beginning: what lies before it is the rest of the whole. */
  before: string | null;
}

/** How a period is drawn over time. `from` is null where it has no beginning: then in quarters, with the rest before them. */
export function stretchesOf({ from, to }: { from: string | null; to: string }): Stretches {
  if (from !== null) return { ...cut({ from, to }, mostSpans), before: null };
  const spans = cut(lastQuarters(mostSpans - 1, to), mostSpans);
  return { ...spans, before: spans.spans[0]!.from };
}

const years = ({ from, to }: Span) => [...new Set([from.slice(0, 4), to.slice(0, 4)])].join("–");

/** A short name of a span: `Jul 13`, `Jul 6–12`, `Jun 2026`, `Q2 2026`, `2026`. */
export function spanLabel(unit: SpanUnit, span: Span): string {
  const short = (day: string) => writeDay(day).split(",")[0]!;
  if (unit === "day" || span.from === span.to) return short(span.from);
  if (unit === "week") {
    const [month, first] = short(span.from).split(" ");
    const [lastMonth, last] = short(span.to).split(" ");
    return month === lastMonth ? `${month} ${first}–${last}` : `${month} ${first}–${lastMonth} ${last}`;
  }
  if (unit === "month") return `${short(span.from).split(" ")[0]} ${span.from.slice(0, 4)}`;
  return unit === "quarter" ? `Q${Math.ceil(Number(span.from.slice(5, 7)) / 3)} ${span.from.slice(0, 4)}` : years(span);
}

export interface EarningsRow {
  key: string;
  label: string;
  cents: Cents;
}

/**
 * Rows of the table and bars of the chart, oldest first; quarters before there was anything are left out of an open
 * beginning. `difference` is what the rows lack to the whole that Jiko gave: prices may have moved between the reads.
 */
export function rowsOf({ unit, spans, before }: Stretches, amounts: readonly Cents[], whole: Cents): { rows: EarningsRow[]; difference: Cents } {
  const parts = spans.map((span, i): EarningsRow => ({ key: span.from, label: spanLabel(unit, span), cents: amounts[i]! }));
  const rest = cents(whole - sum(amounts));
  if (before === null) return { rows: parts, difference: rest };
  const rows = [{ key: "before", label: `Before ${writeDay(before)}`, cents: rest }, ...parts];
  const first = rows.findIndex((row) => row.cents !== 0);
  return { rows: rows.slice(first < 0 ? -1 : first), difference: cents(0) };
}
