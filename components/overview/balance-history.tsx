"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { historyQuery, type historySpans } from "@/components/api/treasury";
import { chartColors } from "@/components/charts/bars";
import { Lines } from "@/components/charts/lines";
import { ChartTwin, type TwinColumn } from "@/components/charts/twin";
import { AsOf, DateText } from "@/components/ui/date-text";
import { writeDay } from "@/components/ui/dates";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Segments } from "@/components/ui/segments";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { HistoryPoint, HistoryView } from "@/lib/desk/treasury/types";
import { formatCents } from "@/lib/treasury/money";
import { bySource } from "./figures";
import { sourceWords } from "./words";

const height = 220;
type Days = `${(typeof historySpans)[number]}`;
const options: Record<Days, string> = { "30": "30 days", "90": "90 days", "365": "365 days" };

const lines = [
  { key: "told", label: "As Jiko said", color: chartColors[0]! },
  { key: "computed", label: "Worked out from trades and transactions", color: chartColors[0]!, dashed: true },
];

const columns: readonly TwinColumn<HistoryPoint>[] = [
  { id: "day", header: "Day", rowHeader: true, bare: true, cell: ({ day }) => <DateText at={day} form="table" />, file: ({ day }) => day },
  { id: "total", header: "Balance", align: "right", cell: ({ total }) => <Money cents={total} />, file: ({ total }) => ({ cents: total }) },
  { id: "source", header: "Source", cell: ({ source }) => sourceWords[source], file: ({ source }) => sourceWords[source] },
];

/** The total at the end of each day; the source of each point is drawn and written. */
export function BalanceHistory() {
  const [days, setDays] = useState<Days>("90");
  const query = useQuery({ ...historyQuery(Number(days)), placeholderData: keepPreviousData });
  return (
    <Panel
      level={3}
      title="How it came to be"
      aside={<Segments legend="Days of the history" name="history" options={options} value={days} onChange={setDays} />}
    >
      <QueryView query={query} what="the history" loading={<HistoryLoading />}>
        {(view) => <Drawn view={view} />}
      </QueryView>
    </Panel>
  );
}

function Drawn({ view: { points, days, copyAsOf } }: { view: HistoryView }) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return <p className="text-ink-muted">Nothing is known of past days yet.</p>;
  const said = ({ day, total }: HistoryPoint) => `${writeDay(day)}, ${formatCents(total)}`;
  const thinned = points.length < days ? `, ${points.length} of ${days} days` : "";
  return (
    <div className="flex flex-col gap-2">
      <ChartTwin
        caption={`Balance by day, ${writeDay(first.day)} to ${writeDay(last.day)}`}
        fileName={`balance_${first.day}_${last.day}`}
        columns={columns}
        rows={points}
        rowKey={({ day }) => day}
      >
        <Lines
          form="line"
          height={height}
          lines={lines}
          points={bySource(points)}
          label={`Line of the balance from ${said(first)}, to ${said(last)}${thinned}; the table holds the same figures`}
        />
      </ChartTwin>
      <p className="text-small text-ink-muted">
        {copyAsOf ? (
          <>
            <AsOf at={copyAsOf} source="the desk's copy" />
            {thinned}
          </>
        ) : (
          "The desk's copy of trades and transactions is not filled: only balances that were written down are shown."
        )}
      </p>
    </div>
  );
}

function HistoryLoading() {
  return (
    <Loading what="the history">
      <div style={{ height: height + 76 }}>
        <Skeleton width="100%" className="h-full" />
      </div>
    </Loading>
  );
}
