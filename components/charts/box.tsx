"use client";

import { Component, type ReactNode } from "react";

/** The fixed box of a chart. Never the only place of a figure: the caller shows the same numbers as a table. */
export function ChartBox({ height, children }: { height: number; children: ReactNode }) {
  return (
    <div style={{ height }} className="w-full">
      <Undrawn>{children}</Undrawn>
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
