import { ladderSteps, stepOf, type Step } from "@/lib/treasury/ladder";

/** What has no maturity, and cash, which needs none: no part of the scale. */
export const noMaturityColor = "var(--color-chart-6)";

/** The same step of the ladder has the same name and colour on every page; null: no maturity is given. */
export function stepLabel(step: Step | null): string {
  if (step === null) return "No maturity given";
  if (step.until === null) return `After ${step.from - 1} days`;
  return step.from === 0 ? `Within ${step.until} days` : `${step.from} to ${step.until} days`;
}

const colorAt = (index: number): string => `var(--color-near-${index + 1})`;

export const stepColor = (step: Step | null): string =>
  step === null ? noMaturityColor : colorAt(ladderSteps.findIndex(({ from }) => from === step.from));

/** The colour of a day of maturity, seen from `today`; both `YYYY-MM-DD`. */
export const dayColor = (day: string, today: string): string => colorAt(stepOf(day, today));
