"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { pocketsQuery, strategiesQuery } from "@/components/api/reads";
import { Bars, chartColors } from "@/components/charts/bars";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { useDesk } from "@/components/ui/desk";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Segments } from "@/components/ui/segments";
import { sum } from "@/lib/treasury/money";
import { byMaturity, byPocket, byStrategy, share, type Slice } from "./figures";

const views = { pocket: "By pocket", strategy: "By strategy", maturity: "By maturity" } as const;
type View = keyof typeof views;

type Row = Slice & { color: string; share: string };

/** Where the money is: the same total split three ways, as bars and, beside them, as a table. */
export function Allocation() {
  const { today } = useDesk();
  const [view, setView] = useState<View>("pocket");
  const { data, error } = useQuery(pocketsQuery());
  const pockets = data?.items;
  const strategies = useQuery(strategiesQuery()).data?.items;

  const rows = useMemo((): Row[] | undefined => {
    if (!pockets) return undefined;
    const colored = (slices: Slice[]) => slices.map((slice, i) => ({ ...slice, color: chartColors[Math.min(i, chartColors.length - 1)]! }));
    const slices = {
      pocket: () => colored(byPocket(pockets)), strategy: () => colored(byStrategy(pockets, strategies ?? [])),
      maturity: () => byMaturity(pockets, today),
    }[view]();
    const whole = sum(slices.map(({ cents }) => cents));
    return slices.map((slice) => ({ ...slice, share: share(slice.cents, whole) }));
  }, [pockets, strategies, today, view]);

  const columns = useMemo(
    () =>
      columnsOf<Row>([
        {
          id: "label",
          header: views[view].replace("By ", "").replace(/^./, (letter) => letter.toUpperCase()),
          rowHeader: true,
          bare: true,
          cell: (one) => (
            <span className="inline-flex items-center gap-2">
              <span aria-hidden className="size-2.5 flex-none rounded-[2px]" style={{ background: one.color }} />
              {one.label}
            </span>
          ),
        },
        { id: "share", header: "Share", align: "right", cell: (one) => one.share },
        {
          id: "amount", header: "Balance", align: "right",
          cell: (one) => <Money cents={one.cents} />,
          foot: rows && <Money cents={sum(rows.map(({ cents }) => cents))} />,
        },
      ]),
    [view, rows],
  );

  return (
    <Panel
      flush
      title="Allocation"
      level={3}
      aside={<Segments legend="Split the balance" name="allocation" options={views} value={view} onChange={setView} />}
    >
      {error && !data ? (
        <p className="px-4 py-6 text-ink-muted">The balances could not be read.</p>
      ) : (
        <div className="grid min-h-64 gap-x-4 lg:grid-cols-2">
          <DataTable
            compact
            narrow="scroll"
            caption={`Balance ${views[view].toLowerCase()}`}
            columns={columns}
            rows={rows}
            rowKey={(one) => one.key}
            expected={6}
          />
          <div className="px-4 py-3">
            <Bars
              form="rows"
              height={240}
              label={`Bars of the balance ${views[view].toLowerCase()}; the table holds the same figures`}
              bars={rows ?? []}
            />
          </div>
        </div>
      )}
    </Panel>
  );
}
