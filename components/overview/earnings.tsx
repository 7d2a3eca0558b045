"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { earningsOfSpanQuery, earningsQuery } from "@/components/api/earnings";
import { pocketsQuery } from "@/components/api/reads";
import { DateText } from "@/components/ui/date-text";
import { writeDay } from "@/components/ui/dates";
import { useDesk } from "@/components/ui/desk";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { Money, Yield } from "@/components/ui/money";
import { Figure } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Pocket } from "@/lib/jiko/pockets";
import { formatCents } from "@/lib/treasury/money";
import type { Span } from "@/lib/treasury/spans";
import { averageYield } from "@/lib/treasury/weighted";
import { EarningsByMonth } from "./earnings-by-month";
import { positionsOf, residualCash, sameSpanBefore } from "./figures";
import { monthInput, yearInput } from "./queries";

const rangeHref = ({ from, to }: Span) => `/pockets?earnings=range&from=${from}&to=${to}`;

/** What the money earns: the yield now, and what came of it in this month and year, against the same days of the last. */
export function Earns() {
  const pockets = useQuery(pocketsQuery()).data?.items;
  const [open, setOpen] = useState(false);
  return (
    <div className="panel px-4 py-3">
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        <Figure
          label={
            <Hint text="Yield to maturity as Jiko gives it for each bill, weighted by market value. Residual cash counts as earning nothing.">
              Yield now
            </Hint>
          }
          note={pockets ? <Link href="/pockets" className="link">By pocket</Link> : "\u00a0"}
        >
          {pockets ? <YieldNow pockets={pockets} /> : <Skeleton width="9ch" />}
        </Figure>
        <Earned label="Earned this month" unit="month" input={monthInput} />
        <Earned label="Earned this year" unit="year" input={yearInput} />
      </dl>
      <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="touch rounded-small py-1 text-small text-ink-muted">Month by month</summary>
        {/* Twelve reads of Jiko's: made only for those who want to see them. */}
        {open ? <EarningsByMonth /> : null}
      </details>
    </div>
  );
}

function YieldNow({ pockets }: { pockets: readonly Pocket[] }) {
  const cash = { value: residualCash(pockets), yield_to_maturity: "0" };
  const { average, without } = averageYield([...positionsOf(pockets), cash]);
  return (
    <>
      <Yield fraction={average} />
      {without > 0 ? <Hint text={`${formatCents(without)} has no yield from Jiko and is left out.`} className="ml-1 text-small">*</Hint> : null}
    </>
  );
}

function Earned({ label, unit, input }: { label: string; unit: "month" | "year"; input: typeof monthInput | typeof yearInput }) {
  const { today } = useDesk();
  const { data, error } = useQuery(earningsQuery(null, input));
  const span = data?.date_from ? { from: data.date_from, to: data.date_to } : null;
  const before = span && sameSpanBefore(span, unit);
  const whenKnown = before ?? { from: today, to: today };
  const earlier = useQuery({ ...earningsOfSpanQuery(null, whenKnown, today), enabled: before !== null });
  const note = !data ? (
    "\u00a0"
  ) : (
    <>
      Through <DateText at={data.date_to} /> · Jiko
      {before ? (
        <span className="block">
          {earlier.data ? (
            <Link href={rangeHref(before)} className="link" prefetch={false}>
              {formatCents(earlier.data.earnings)} in {writeDay(before.from)} to {writeDay(before.to)}
            </Link>
          ) : earlier.error ? (
            "The earlier span could not be read."
          ) : (
            <Skeleton width="30ch" />
          )}
        </span>
      ) : null}
    </>
  );
  return (
    <Figure label={label} note={note}>
      {data ? (
        span ? (
          <Link href={rangeHref(span)} className="hover:underline" prefetch={false}>
            <Money cents={data.earnings} />
          </Link>
        ) : (
          <Money cents={data.earnings} />
        )
      ) : error ? (
        <Hint text="The earnings could not be read.">–</Hint>
      ) : (
        <Skeleton width="10ch" />
      )}
    </Figure>
  );
}
