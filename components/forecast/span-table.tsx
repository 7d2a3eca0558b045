"use client";

import { useMemo } from "react";
import { ForecastChart } from "@/components/charts/forecast-chart";
import { ChartFile, type TwinColumn } from "@/components/charts/twin";
import { DataTable } from "@/components/table/data-table";
import { writeDay } from "@/components/ui/dates";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { worthOf, type ProjectedSpan } from "@/lib/treasury/forecast";
import type { ProjectedDay } from "@/lib/treasury/projection";
import { forecastHref, type ForecastAddress } from "./address";

const labelOf = ({ from, to }: ProjectedSpan) => (from === to ? writeDay(from) : `${writeDay(from).split(",")[0]} – ${writeDay(to)}`);

const figures: readonly (readonly [id: string, header: string, of: (span: ProjectedSpan) => ReturnType<typeof worthOf>])[] = [
  ["opening", "Opening", ({ opening }) => opening],
  ["in", "Comes in", ({ paidIn }) => paidIn],
  ["out", "Goes out", ({ paidOut }) => paidOut],
  ["interest", "Interest of bills", ({ interest }) => interest],
  ["closing", "Closing", ({ closing }) => worthOf(closing)],
  ["free", "Not tied up", ({ closing }) => closing.cash],
];

interface SpanTableProps {
  days: readonly ProjectedDay[];
  spans: readonly ProjectedSpan[];
  address: ForecastAddress;
}

/** The forecast drawn, and the same as a table by week or by day; each row opens to the flows that it is made of. */
export function SpanTable({ days, spans, address }: SpanTableProps) {
  const columns = useMemo(
    (): readonly TwinColumn<ProjectedSpan>[] => [
      {
        id: "span",
        header: address.unit === "day" ? "Day" : "Week",
        rowHeader: true,
        bare: true,
        cell: (span) => (
          <Link
            href={`${forecastHref({ ...address, from: span.from })}#flows`}
            scroll={false}
            aria-current={span.from === address.from ? "true" : undefined}
            className="link whitespace-nowrap aria-current:font-strong"
          >
            {labelOf(span)}
            <span className="sr-only">: {span.flows.length} flows</span>
          </Link>
        ),
        file: ({ from }) => from,
      },
      ...figures.map(([id, header, of]) => ({
        id, header, align: "right" as const,
        cell: (span: ProjectedSpan) => <Money cents={of(span)} />,
        file: (span: ProjectedSpan) => ({ cents: of(span) }),
      })),
    ],
    [address],
  );
  const fileName = `forecast_${address.unit || "week"}_${spans[0]?.from}`;
  const caption = `Forecast by ${address.unit || "week"}`;
  return (
    <Panel
      title="Total, and what is not tied up"
      aside={<ChartFile caption={caption} fileName={fileName} columns={columns} rows={spans} />}
    >
      <ForecastChart days={days} />
      <div className="-mx-4 mt-3 border-t border-line">
        <DataTable compact narrow="scroll" caption={caption} columns={columns} rows={spans} rowKey={({ from }) => from} />
      </div>
    </Panel>
  );
}
