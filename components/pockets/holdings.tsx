"use client";

import { useMemo } from "react";
import { Bars, type Bar } from "@/components/charts/bars";
import { dayColor } from "@/components/charts/maturity";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Hint } from "@/components/ui/hint";
import { MonoId } from "@/components/ui/mono-id";
import { Money, writePercent } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Portfolio, Security } from "@/lib/jiko/pockets";
import { cents, formatCents, sum, type Cents } from "@/lib/treasury/money";

const quantities = new Intl.NumberFormat("en-US");

/** The value that matures on each day, earliest first; what has no date is left out. */
export function ladderOf(securities: readonly Security[]): { day: string; value: Cents }[] {
  const days = [...new Set(securities.flatMap(({ maturity_date }) => maturity_date ?? []))].sort();
  return days.map((day) => ({ day, value: sum(securities.flatMap((one) => (one.maturity_date === day ? [one.market_value] : []))) }));
}

/** What a pocket holds, with the sum that proves its balance. */
export function Holdings({ portfolio }: { portfolio: Portfolio }) {
  const { securities, cash, total_value } = portfolio;
  const value = sum(securities.map(({ market_value }) => market_value));
  const columns = useMemo(
    () =>
      columnsOf<Security>([
        { id: "cusip", header: "CUSIP", rowHeader: true, cell: (one) => <MonoId value={one.cusip} /> },
        { id: "description", header: "Security", from: "md", cell: (one) => one.description ?? "–" },
        { id: "maturity", header: "Maturity", sort: (one) => one.maturity_date ?? "", cell: (one) => <DateText at={one.maturity_date} form="table" /> },
        { id: "quantity", header: "Quantity ($100 face)", align: "right", cell: (one) => quantities.format(one.quantity) },
        { id: "price", header: "Price per $100", align: "right", cell: (one) => one.jiko_mark_price ?? "–" },
        {
          id: "yield",
          header: "Yield (YTM)",
          align: "right",
          sort: (one) => Number(one.yield_to_maturity ?? 0),
          cell: (one) => (one.yield_to_maturity === null ? "–" : writePercent(one.yield_to_maturity)),
        },
        {
          id: "value",
          header: "Market value",
          align: "right",
          sort: (one) => one.market_value,
          cell: (one) => <Money cents={one.market_value} />,
          foot: <Money cents={value} />,
        },
      ]),
    [value],
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="panel">
        <DataTable
          caption="Securities of this pocket"
          columns={columns}
          rows={securities}
          rowKey={(one) => `${one.cusip} ${one.maturity_date} ${one.market_value}`}
          empty={<Empty title="No securities.">This pocket holds cash alone.</Empty>}
        />
        <Proof securities={value} cash={cash} balance={total_value} />
      </div>
      {securities.length > 1 ? <Ladder securities={securities} /> : null}
    </div>
  );
}

/** Securities + cash = balance, to the cent; where it is not so the difference is shown, not hidden. */
function Proof({ securities, cash, balance }: { securities: Cents; cash: Cents; balance: Cents }) {
  const difference = cents(balance - securities - cash);
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <p className="flex flex-wrap justify-end gap-x-2 text-right tabular-nums">
        <span>Securities {formatCents(securities)}</span>
        <span>
          + <Hint text="Cash that cannot buy another bill; below $100 in normal running.">residual cash</Hint> {formatCents(cash)}
        </span>
        <span className="font-strong">= balance {formatCents(cents(securities + cash))}</span>
      </p>
      {difference === 0 ? null : (
        <Notice hue="failed" title={`Jiko gives a balance of ${formatCents(balance)}: ${formatCents(difference)} apart from its parts.`}>
          The figures are shown as Jiko sent them.
        </Notice>
      )}
    </div>
  );
}

function Ladder({ securities }: { securities: readonly Security[] }) {
  const { today } = useDesk();
  const ladder = ladderOf(securities);
  const bars = ladder.map(({ day, value }): Bar => ({ key: day, label: day, cents: value, color: dayColor(day, today) }));
  return (
    <Panel title="Maturities" aside={<span className="text-small text-ink-muted">Market value by day of maturity; the table above holds every position</span>}>
      <Bars form="columns" height={200} label={`Bars of market value by day of maturity, from ${ladder[0]?.day} to ${ladder.at(-1)?.day}`} bars={bars} />
    </Panel>
  );
}
