"use client";

import { writeDay } from "@/components/ui/dates";
import { formatCents, type Cents } from "@/lib/treasury/money";
import type { ProjectedDay } from "@/lib/treasury/projection";
import { worthOf } from "@/lib/treasury/forecast";
import { chartColors } from "./bars";
import { Lines } from "./lines";

export const forecastHeight = 220;

const lines = [
  { key: "total", label: "Total", color: chartColors[0]! },
  { key: "free", label: "Not tied up in bills", color: chartColors[2]!, dashed: true },
];

/** The total of the next weeks, and what of it is not tied up in bills. */
export function ForecastChart({ days }: { days: readonly ProjectedDay[] }) {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const said = ({ day, closing }: ProjectedDay) =>
    `${writeDay(day)}: ${formatCents(worthOf(closing))}, ${formatCents(closing.cash)} of it not tied up`;
  return (
    <Lines
      form="step"
      height={forecastHeight}
      fromZero
      lines={lines}
      points={days.map(({ day, closing }) => ({ day, values: { total: worthOf(closing), free: closing.cash as Cents } }))}
      label={`Steps of what is expected. ${said(first)}. ${said(last)}.`}
    />
  );
}
