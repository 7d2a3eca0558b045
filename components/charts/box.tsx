"use client";

import clsx from "clsx";
import { Component, useEffect, useRef, useState, type ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";

/** Recharts weighs as much as a page: it is loaded, and draws, where a chart is at most half a window away. */
const nearby = "50% 0px";

/** What fills the box until the chart is drawn. */
export const ToBeDrawn = () => <Skeleton width="100%" className="h-full" />;

/** The fixed box of a chart. Never the only place of a figure: the caller shows the same numbers as a table, also on paper. */
export function ChartBox({ height, children }: { height: number; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [reached, setReached] = useState(false);
  useEffect(() => {
    if (reached || !box.current) return;
    const watch = new IntersectionObserver((seen) => setReached(seen.some(({ isIntersecting }) => isIntersecting)), { rootMargin: nearby });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [reached]);
  return (
    <div ref={box} style={{ height }} className={clsx("w-full", !reached && "print:hidden")}>
      {reached ? <Undrawn>{children}</Undrawn> : <ToBeDrawn />}
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
