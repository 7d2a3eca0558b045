"use client";

import dynamic from "next/dynamic";
import type { Cents } from "@/lib/treasury/money";
import { ChartBox, ToBeDrawn } from "./box";

export interface Bar {
  key: string;
  label: string;
  cents: Cents;
  /** A chart token, like `var(--color-chart-1)`. */
  color: string;
}

export interface BarsProps {
  bars: readonly Bar[];
  /** What the chart shows, for those who do not see it; its table stands beside it. */
  label: string;
  height: number;
  /** columns: along time; rows: categories with long names. */
  form: "columns" | "rows";
}

// Recharts is heavy: it comes after the figures, into a box that is already there.
const Drawn = dynamic(() => import("./bars-drawn"), { ssr: false, loading: ToBeDrawn });

/** Bars along time, or of categories. */
export function Bars(props: BarsProps) {
  return (
    <ChartBox height={props.height}>
      <Drawn {...props} />
    </ChartBox>
  );
}

export const chartColors = Array.from({ length: 6 }, (_, i) => `var(--color-chart-${i + 1})`);
