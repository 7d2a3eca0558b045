import { Hourglass } from "lucide-react";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Skeleton } from "@/components/ui/skeleton";
import type { ListDefinition, ListSource, ListTotals } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";

const numbers = new Intl.NumberFormat("en-US");

/** `1 transaction`, `12,345 transactions`. */
export const counted = (count: number, [one, many]: ListDefinition["nouns"]): string => `${numbers.format(count)} ${count === 1 ? one : many}`;

/** How many there are and what they come to, over all that is filtered. Its place is kept while it is worked out. */
export function TotalsLine({ list, totals, failed }: { list: ListDefinition; totals: ListTotals | null | undefined; failed: boolean }) {
  if (totals === null) return null;
  const summed = list.columns.filter(({ totaled }) => totaled);
  const figure = (name: string, value: number | undefined) => (
    <span key={name} className="whitespace-nowrap">
      <span className="text-ink-muted">{name} </span>
      <span className="font-strong">{value === undefined ? <Skeleton width="10ch" /> : <Money cents={cents(value)} />}</span>
    </span>
  );
  if (failed) return <p className="text-ink-muted">The totals could not be worked out at the moment.</p>;
  return (
    <p aria-label="Totals" role="group" aria-busy={totals === undefined || undefined} className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5 tabular-nums">
      <span className="font-strong">{totals ? counted(totals.count, list.nouns) : <Skeleton width="14ch" />}</span>
      {summed.flatMap(({ id }) => {
        const sums = totals?.sums[id];
        const without = totals?.without[id] ?? 0;
        return [
          ...[figure("In", sums?.in), figure("Out", sums?.out), figure("Net", sums?.net)],
          without > 0 ? (
            <span key="without" className="text-ink-muted">
              {without === 1 ? "1 row has no amount" : `${numbers.format(without)} rows have no amount`}
            </span>
          ) : null,
        ];
      })}
    </p>
  );
}

/** Where the rows come from, and of when they are. */
export function SourceLine({ source }: { source: ListSource | undefined }) {
  if (!source) return <Skeleton width="28ch" />;
  const asOf = <DateText at={source.asOf} />;
  switch (source.from) {
    case "copy":
      return <span>From the desk&apos;s copy, as of {asOf}</span>;
    case "desk":
      return <span>Kept by this desk, as of {asOf}</span>;
    case "jiko":
      return (
        <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
          <Hourglass aria-hidden className="size-3.5 flex-none self-center text-waiting" />
          <span>
            Jiko&apos;s own newest 100, as of {asOf}: the desk&apos;s copy is still being filled
            {source.reachedBack ? (
              <>
                {" "}
                and reaches back to <DateText at={source.reachedBack} form="day" />
              </>
            ) : null}
            . Filters and totals come with it.
          </span>
        </span>
      );
  }
}
