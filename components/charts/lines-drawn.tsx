"use client";

import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { writeDay } from "@/components/ui/dates";
import type { LinesProps } from "./lines";
import { exactFigure, roundedTick, tick, tooltipLook } from "./look";

/** The part that needs Recharts; loaded by `Lines` alone. */
export default function LinesDrawn({ lines, points, label, form, fromZero }: LinesProps) {
  const data = points.map(({ day, values }) => ({ day, ...values }));
  return (
    <div role="img" aria-label={label} className="h-full overflow-hidden">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--color-line)" vertical={false} />
          <XAxis
            dataKey="day"
            tick={tick}
            tickFormatter={(day: string) => writeDay(day).split(",")[0]!}
            minTickGap={32}
            axisLine={{ stroke: "var(--color-line)" }}
            tickLine={false}
          />
          <YAxis
            tick={tick}
            tickFormatter={roundedTick}
            width={72}
            axisLine={false}
            tickLine={false}
            domain={[fromZero ? (low: number) => Math.min(0, low) : "auto", "auto"]}
          />
          {fromZero ? <ReferenceLine y={0} stroke="var(--color-line-strong)" /> : null}
          <Tooltip
            {...tooltipLook}
            labelFormatter={(day) => writeDay(String(day))}
            formatter={(value, name) => [exactFigure(value), name]}
          />
          {lines.map(({ key, label: name, color, dashed }) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              type={form === "step" ? "stepAfter" : "linear"}
              stroke={color}
              strokeWidth={2}
              strokeDasharray={dashed ? "4 3" : undefined}
              dot={false}
              activeDot={{ r: 3 }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
