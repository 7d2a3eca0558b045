"use client";

import { useQuery } from "@tanstack/react-query";
import { earningsOfSpansQuery } from "@/components/api/earnings";
import { Bars, chartColors, type Bar } from "@/components/charts/bars";
import { ChartTwin, type TwinColumn } from "@/components/charts/twin";
import { writeMonth } from "@/components/ui/dates";
import { useDesk } from "@/components/ui/desk";
import { Money } from "@/components/ui/money";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Cents } from "@/lib/treasury/money";
import { lastMonths } from "./figures";

const height = 200;

interface Month {
  month: string;
  earned: Cents;
}

const bar = (month: string, earned: Cents): Bar => ({
  key: month, label: writeMonth(month, "short"), cents: earned, color: chartColors[0]!,
});

const columns: readonly TwinColumn<Month>[] = [
  {
    id: "month", header: "Month", rowHeader: true, bare: true,
    cell: ({ month }) => writeMonth(month, "short"),
    file: ({ month }) => month,
  },
  {
    id: "earned", header: "Earned", align: "right",
    cell: ({ earned }) => <Money cents={earned} />,
    file: ({ earned }) => ({ cents: earned }),
  },
];

/** The earnings of the last twelve months as Jiko gives them for each. */
export function EarningsByMonth() {
  const { today } = useDesk();
  const spans = lastMonths(today);
  const query = useQuery(earningsOfSpansQuery(null, spans, today));
  return (
    <QueryView query={query} what="the earnings by month" loading={<MonthsLoading />}>
      {(parts) => {
        const rows = parts.map(({ earnings }, i): Month => ({ month: spans[i]!.from.slice(0, 7), earned: earnings }));
        return (
          <ChartTwin
            caption="Earnings of the last twelve months"
            fileName={`earnings_by-month_${today}`}
            columns={columns}
            rows={rows}
            rowKey={({ month }) => month}
          >
            <Bars
              form="columns"
              height={height}
              label="Bars of the earnings of the last twelve months; the table holds the same figures"
              bars={rows.map(({ month, earned }) => bar(month, earned))}
            />
          </ChartTwin>
        );
      }}
    </QueryView>
  );
}

function MonthsLoading() {
  return (
    <Loading what="the earnings by month">
      <div style={{ height: height + 36 }}>
        <Skeleton width="100%" className="h-full" />
      </div>
    </Loading>
  );
}
