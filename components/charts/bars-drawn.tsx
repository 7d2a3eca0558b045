"use client";

import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { BarsProps } from "./bars";
import { exactFigure, roundedTick, tick, tooltipLook } from "./look";

/** The part that needs Recharts; loaded by `Bars` alone. */
export default function BarsDrawn({ bars, label, form }: BarsProps) {
  const rows = form === "rows";
  const data = bars.map((bar) => ({ ...bar, value: bar.cents as number }));
  const amounts = { type: "number" as const, tickFormatter: roundedTick, tick, axisLine: false, tickLine: false };
  const names = { type: "category" as const, dataKey: "label", tick, axisLine: { stroke: "var(--color-line)" }, tickLine: false };
  return (
    <div role="img" aria-label={label} className="h-full overflow-hidden">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} layout={rows ? "vertical" : "horizontal"} margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--color-line)" horizontal={!rows} vertical={rows} />
          {rows ? <XAxis {...amounts} /> : <XAxis {...names} minTickGap={16} />}
          {rows ? <YAxis {...names} width={128} interval={0} /> : <YAxis {...amounts} width={72} />}
          <Tooltip {...tooltipLook} cursor={{ fill: "var(--color-sunken)" }} formatter={(value) => [exactFigure(value), ""]} separator="" />
          <Bar dataKey="value" isAnimationActive={false} maxBarSize={28} radius={rows ? [0, 3, 3, 0] : [3, 3, 0, 0]}>
            {bars.map((bar) => (
              <Cell key={bar.key} fill={bar.color} />
            ))}
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
