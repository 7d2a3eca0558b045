"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { earningsOfSpansQuery } from "@/components/api/earnings";
import { Bars, chartColors } from "@/components/charts/bars";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { useDesk } from "@/components/ui/desk";
import { Money } from "@/components/ui/money";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { Earnings } from "@/lib/jiko/pockets";
import { formatCents, sum } from "@/lib/treasury/money";
import { rowsOf, stretchesOf, type EarningsRow } from "./earnings-spans";

const chartHeight = 220;
const rowHeight = 30;

/** The earnings of a period, piece by piece: as a table and, once its figures are there, as bars beside it. */
export function EarningsOverTime({ id, whole }: { id: string | null; whole: Earnings }) {
  const { today } = useDesk();
  const { earnings, date_from, date_to } = whole;
  const stretches = useMemo(() => stretchesOf({ from: date_from, to: date_to }), [date_from, date_to]);
  const query = useQuery(earningsOfSpansQuery(id, stretches.spans, today));
  const lines = stretches.spans.length + (stretches.before ? 1 : 0);
  return (
    // Its rows are known before their figures are, so nothing below moves when these arrive.
    <div style={{ minHeight: Math.max(chartHeight, rowHeight * (lines + 1) + 36) }}>
      <QueryView query={query} what="the earnings over time" loading={<Both lines={lines + 1} />}>
        {(parts) => {
          const { rows, difference } = rowsOf(stretches, parts.map((part) => part.earnings), earnings);
          return (
            <>
              <Both rows={rows} lines={rows.length} />
              {difference === 0 ? null : (
                <p className="mt-2 text-small text-ink-muted">
                  Jiko gives {formatCents(earnings)} for the whole period, {formatCents(difference)} apart from the sum of these: prices may have moved between
                  the reads.
                </p>
              )}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

function Both({ rows, lines }: { rows?: readonly EarningsRow[]; lines: number }) {
  const columns = useMemo(
    () =>
      columnsOf<EarningsRow>([
        { id: "label", header: "Period", rowHeader: true, bare: true, cell: (row) => <span className="whitespace-nowrap">{row.label}</span> },
        {
          id: "earned",
          header: "Earned",
          align: "right",
          cell: (row) => <Money cents={row.cents} />,
          foot: rows && <Money cents={sum(rows.map((row) => row.cents))} />,
        },
      ]),
    [rows],
  );
  return (
    <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
      <div className="-mx-4 min-w-0">
        <DataTable compact narrow="scroll" caption="Earnings over time" columns={columns} rows={rows} rowKey={(row) => row.key} expected={lines} />
      </div>
      {rows ? (
        <Bars
          form="columns"
          height={chartHeight}
          label={`Bars of the earnings from ${rows[0]?.label} to ${rows.at(-1)?.label}; the table holds the same figures`}
          bars={rows.map(({ key, label, cents }) => ({ key, label, cents, color: chartColors[0]! }))}
        />
      ) : (
        <div style={{ height: chartHeight }}>
          <Skeleton width="100%" className="h-full" />
        </div>
      )}
    </div>
  );
}
