import { daysBetween, type Day } from "./business-days";
import { sum, type Cents } from "./money";
import { faceValue } from "./t-bill";

/** A position as the ladder takes it: `quantity` in $100 face units, null where the kind is unknown; `value` its market value. */
export interface Rung {
  quantity: number | null;
  value: Cents;
  maturity_date: Day | null;
}

/** Days to maturity, both included; `until` null: no end. */
export interface Step {
  from: number;
  until: number | null;
}

/** A week, a month, two, a quarter, half a year and a year of bills; what lies beyond has a step of its own. */
export const ladderSteps: readonly Step[] = [
  { from: 0, until: 7 },
  { from: 8, until: 30 },
  { from: 31, until: 60 },
  { from: 61, until: 91 },
  { from: 92, until: 182 },
  { from: 183, until: 364 },
  { from: 365, until: null },
];

export interface Bucket<T extends Rung> {
  /** Null for what has no maturity. */
  step: Step | null;
  /** In order of maturity. */
  positions: T[];
  value: Cents;
  /** What the bills pay at maturity; positions of unknown kind pay nothing here. */
  face: Cents;
}

const byMaturity = (a: Rung, b: Rung) => (a.maturity_date! < b.maturity_date! ? -1 : a.maturity_date! > b.maturity_date! ? 1 : 0);

function bucket<T extends Rung>(step: Step | null, positions: T[]): Bucket<T> {
  const face = sum(positions.map(({ quantity }) => faceValue(quantity ?? 0)));
  return { step, positions, value: sum(positions.map(({ value }) => value)), face };
}

/** The index of the step that a maturity lies in, seen from `today`. */
export function stepOf(maturity: Day, today: Day, steps: readonly Step[] = ladderSteps): number {
  const days = Math.max(0, daysBetween(today, maturity));
  return steps.findIndex(({ until }) => until === null || days <= until);
}

/**
 * Positions by days to maturity, seen from `today`; each lies in exactly one bucket, so values add up to the total to the cent.
 * Every step is there, empty or not; what has no maturity comes last, if there is any. What has matured counts as zero days away.
 */
export function ladder<T extends Rung>(positions: readonly T[], today: Day, steps: readonly Step[] = ladderSteps): Bucket<T>[] {
  const dated = positions.filter(({ maturity_date }) => maturity_date !== null).sort(byMaturity);
  const undated = positions.filter(({ maturity_date }) => maturity_date === null);
  const buckets = steps.map((step, i) => bucket(step, dated.filter(({ maturity_date }) => stepOf(maturity_date!, today, steps) === i)));
  return undated.length > 0 ? [...buckets, bucket(null, undated)] : buckets;
}
