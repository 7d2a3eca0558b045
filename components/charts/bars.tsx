"use client";

import dynamic from "next/dynamic";
import { Component, type ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Cents } from "@/lib/treasury/money";

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
const Drawn = dynamic(() => import("./bars-drawn"), { ssr: false, loading: () => <Skeleton width="100%" className="h-full" /> });

/** Bars in a fixed box. Never the only place of a figure: the caller shows the same numbers as a table. */
export function Bars(props: BarsProps) {
  return (
    <div style={{ height: props.height }} className="w-full">
      <Undrawn>
        <Drawn {...props} />
      </Undrawn>
    </div>
  );
}

/** A chart that cannot be loaded costs nobody the page: its table says the same. */
class Undrawn extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <p className="text-small text-ink-muted">The chart could not be drawn. The table shows the same figures.</p> : this.props.children;
  }
}

export const chartColors = Array.from({ length: 6 }, (_, i) => `var(--color-chart-${i + 1})`);
