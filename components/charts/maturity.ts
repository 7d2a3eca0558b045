/** How far away a maturity is, in the steps of Jiko's strategies; the same step has the same colour on every page. */
const reaches = [
  { key: "4w", label: "Within 4 weeks", days: 28 },
  { key: "13w", label: "4 to 13 weeks", days: 91 },
  { key: "26w", label: "13 to 26 weeks", days: 182 },
  { key: "52w", label: "26 to 52 weeks", days: 364 },
  { key: "later", label: "After 52 weeks", days: Infinity },
] as const;

export type Reach = (typeof reaches)[number]["key"];

/** The steps as slices of a whole, with what has no maturity at both ends. */
export const maturitySlices: readonly { key: Reach | "cash" | "none"; label: string; color: string }[] = [
  { key: "cash", label: "Residual cash", color: "var(--color-chart-6)" },
  ...reaches.map(({ key, label }, i) => ({ key, label, color: `var(--color-near-${i + 1})` })),
  { key: "none", label: "No maturity given", color: "var(--color-chart-6)" },
];

/** The step of a day of maturity, seen from `today`; both `YYYY-MM-DD`. */
export function reachOf(day: string, today: string): Reach {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
  return reaches.find((reach) => days <= reach.days)!.key;
}

export const reachColor = (reach: Reach): string => maturitySlices.find(({ key }) => key === reach)!.color;
