"use client";

import dynamic from "next/dynamic";
import type { Cents } from "@/lib/treasury/money";
import { ChartBox, ToBeDrawn } from "./box";

export interface Line {
  key: string;
  label: string;
  /** A chart token, like `var(--color-chart-1)`. */
  color: string;
  dashed?: boolean;
}

export interface LinesProps {
  lines: readonly Line[];
  /** By day, oldest first; a line has a gap where a point has no value for it. */
  points: readonly { day: string; values: Readonly<Record<string, Cents | null>> }[];
  /** What the chart shows, for those who do not see it; its table stands beside it. */
  label: string;
  height: number;
  /** step: the value stays until the day on which it changes; line: it moves from one point to the next. */
  form: "line" | "step";
  /** Zero belongs to the picture, so that above and below can be told apart. */
  fromZero?: boolean;
}

// Recharts is heavy: it comes after the figures, into a box that is already there.
const Drawn = dynamic(() => import("./lines-drawn"), { ssr: false, loading: ToBeDrawn });

/** Lines along days, with their names below. */
export function Lines(props: LinesProps) {
  return (
    <div>
      <ChartBox height={props.height}>
        <Drawn {...props} />
      </ChartBox>
      <ul aria-hidden className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-small text-ink-muted">
        {props.lines.map(({ key, label, color, dashed }) => (
          <li key={key} className="inline-flex items-center gap-1.5">
            <svg width="18" height="4" className="flex-none">
              <line x1="0" x2="18" y1="2" y2="2" stroke={color} strokeWidth="2" strokeDasharray={dashed ? "4 3" : undefined} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
