import { formatCents, roundedCents, type Cents } from "@/lib/treasury/money";

// What all charts have in common: the tokens of the desk, rounded axes, exact figures under the pointer.

export const tick = { fontSize: 12, fill: "var(--color-ink-muted)" };
export const roundedTick = (value: number) => roundedCents(value as Cents);
export const exactFigure = (value: unknown) => formatCents(Number(value) as Cents);
export const tooltipLook = {
  isAnimationActive: false,
  contentStyle: { background: "var(--color-panel)", border: "1px solid var(--color-line)", borderRadius: 6, fontSize: 12 },
  labelStyle: { color: "var(--color-ink)" },
  itemStyle: { color: "var(--color-ink)" },
} as const;
