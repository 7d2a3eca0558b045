"use client";

import { useQuery } from "@tanstack/react-query";
import { pocketsQuery } from "@/components/api/reads";
import { Bars } from "@/components/charts/bars";
import { stepColor, stepLabel } from "@/components/charts/maturity";
import { ChartTwin, type TwinColumn } from "@/components/charts/twin";
import { useDesk } from "@/components/ui/desk";
import { Hint } from "@/components/ui/hint";
import { Money } from "@/components/ui/money";
import { Figure, Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Pocket } from "@/lib/jiko/pockets";
import { formatCents } from "@/lib/treasury/money";
import { ladder, type Bucket } from "@/lib/treasury/ladder";
import { averageMaturity } from "@/lib/treasury/weighted";
import { positionsOf, residualCash, type Position } from "./figures";
import { NextMaturities } from "./next-maturities";

const height = 200;

const columns: readonly TwinColumn<Bucket<Position>>[] = [
  {
    id: "step", header: "Matures", rowHeader: true, bare: true,
    cell: ({ step }) => stepLabel(step),
    file: ({ step }) => stepLabel(step),
  },
  {
    id: "count", header: "Positions", align: "right",
    cell: ({ positions }) => positions.length,
    file: ({ positions }) => String(positions.length),
  },
  { id: "face", header: "At maturity", align: "right", cell: ({ face }) => <Money cents={face} />, file: ({ face }) => ({ cents: face }) },
  {
    id: "value", header: "Market value", align: "right",
    cell: ({ value }) => <Money cents={value} />,
    file: ({ value }) => ({ cents: value }),
  },
];

/** When the money comes back by itself: the ladder of maturities, how far away they are on average, and the next of them. */
export function Returns() {
  const { today } = useDesk();
  const { data, error } = useQuery(pocketsQuery());
  const pockets = data?.items;
  if (error && !pockets) return <p className="panel px-4 py-6 text-ink-muted">The balances could not be read.</p>;
  const positions = pockets && positionsOf(pockets);
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:items-start">
      <Panel level={3} title="Maturity ladder" aside={<span className="text-small text-ink-muted">Market value by days to maturity</span>}>
        {pockets && positions ? (
          <div className="flex flex-col gap-3">
            <dl>
              <Average pockets={pockets} />
            </dl>
            <Ladder positions={positions} today={today} />
          </div>
        ) : (
          <div style={{ height: height + 112 }}>
            <Skeleton width="100%" className="h-full" />
          </div>
        )}
      </Panel>
      <NextMaturities positions={positions} />
    </div>
  );
}

function Average({ pockets }: { pockets: readonly Pocket[] }) {
  const { today } = useDesk();
  const cash = { value: residualCash(pockets), maturity_date: today };
  const { average, without } = averageMaturity([...positionsOf(pockets), cash], today);
  return (
    <Figure
      label={
        <Hint text="Calendar days to maturity, weighted by market value. Residual cash counts as zero days.">Weighted average maturity</Hint>
      }
      note={without > 0 ? `${formatCents(without)} without a maturity left out` : undefined}
    >
      {average === null ? "–" : `${average} days`}
    </Figure>
  );
}

function Ladder({ positions, today }: { positions: readonly Position[]; today: string }) {
  const rows = ladder(positions, today);
  return (
    <ChartTwin
      caption="Maturity ladder"
      fileName={`maturity-ladder_${today}`}
      columns={columns}
      rows={rows}
      rowKey={({ step }) => String(step?.from)}
    >
      <Bars
        form="rows"
        height={height}
        label="Bars of market value by days to maturity; the table holds the same figures"
        bars={rows.map(({ step, value }) => ({ key: String(step?.from), label: stepLabel(step), cents: value, color: stepColor(step) }))}
      />
    </ChartTwin>
  );
}
