import { addDays, weekday, type Day } from "./business-days";
import { cents, sum, type Cents } from "./money";
import { project, type ExpectedFlow, type Held, type ProjectedDay } from "./projection";
import { recurringFlows, type Recurring } from "./recurring";

type Rhythmic = Pick<Recurring, "id" | "pocketId" | "amount" | "next"> & { verdict: "accepted" | "struck" | "open" };

/** All that is known and expected. */
export interface Expected {
  today: Day;
  pockets: readonly ({ id: string } & Held)[];
  flows: readonly ExpectedFlow[];
  recurring: readonly Rhythmic[];
  /** Written down by people; signed cents. */
  planned: readonly { id: string; pocketId: string; day: Day; amount: Cents }[];
}

/**
 * The next thirteen weeks of all pockets, or of one. Of the flows that came back those count that were accepted; with `countOpen`
 * those too that nobody has decided about.
 */
export function forecast(
  { today, pockets, flows, recurring, planned }: Expected,
  { countOpen, pocketId }: { countOpen: boolean; pocketId?: string | undefined },
): ProjectedDay[] {
  const counted = recurring.filter(({ verdict }) => verdict === "accepted" || (countOpen && verdict === "open"));
  const written = planned.map(({ id, day, pocketId: of, amount }): ExpectedFlow => ({
    day, pocketId: of, cash: amount, bills: cents(0), source: { kind: "planned", id },
  }));
  return project({
    pockets: pockets.filter(({ id }) => pocketId === undefined || id === pocketId),
    flows: [...flows, ...counted.flatMap(recurringFlows), ...written],
    from: today,
  });
}

export const worthOf = ({ cash, bills }: Held): Cents => cents(cash + bills);

/** Days together: `opening` + `paidIn` - `paidOut` + `interest` = the worth of `closing`. */
export interface ProjectedSpan {
  from: Day;
  to: Day;
  opening: Cents;
  paidIn: Cents;
  paidOut: Cents;
  /** What bills bring at maturity beyond what they count for today. */
  interest: Cents;
  closing: Held;
  flows: readonly (ExpectedFlow & { due: Day })[];
}

const matures = ({ source }: ExpectedFlow) => source.kind === "maturity" || source.kind === "reinvestment";

/** One span per day, or per week from Monday; the first and the last week may be shorter. */
export function spansOf(days: readonly ProjectedDay[], unit: "day" | "week"): ProjectedSpan[] {
  const startOf = (day: Day): Day => (unit === "day" ? day : addDays(day, -((weekday(day) + 6) % 7)));
  const groups = new Map<Day, ProjectedDay[]>();
  for (const one of days) groups.set(startOf(one.day), [...(groups.get(startOf(one.day)) ?? []), one]);
  return [...groups.values()].map((group) => {
    const [first, last] = [group[0]!, group.at(-1)!];
    const flows = group.flatMap(({ day, flows: some }) => some.map((flow) => ({ ...flow, due: day })));
    const worth = flows.filter((flow) => !matures(flow)).map(worthOf);
    return {
      from: first.day, to: last.day, opening: worthOf(first.opening), closing: last.closing, flows,
      paidIn: sum(worth.filter((one) => one > 0)),
      paidOut: cents(-sum(worth.filter((one) => one < 0))),
      interest: sum(flows.filter(matures).map(worthOf)),
    };
  });
}

/** Where a pocket would come into need: its bills have to be sold, or all that it has does not suffice. */
export interface Need {
  pocketId: string;
  kind: "sells" | "short";
  /** The first day of it. */
  day: Day;
  /** What is missing at the worst of the days, cents. */
  missing: Cents;
}

/** The needs of pockets, those that run short first; a pocket whose cash never closes below zero has none. */
export function needsOf(days: readonly ProjectedDay[]): Need[] {
  const ids = Object.keys(days[0]?.pockets ?? {});
  const needs = ids.flatMap((pocketId): Need[] => {
    const held = days.map(({ day, pockets }) => ({ day, cash: pockets[pocketId]!.cash, worth: worthOf(pockets[pocketId]!) }));
    const need = (kind: Need["kind"], of: "cash" | "worth"): Need[] => {
      const first = held.find((one) => one[of] < 0);
      return first ? [{ pocketId, kind, day: first.day, missing: cents(-Math.min(...held.map((one) => one[of]))) }] : [];
    };
    const short = need("short", "worth");
    return short.length > 0 ? short : need("sells", "cash");
  });
  return [...needs.filter(({ kind }) => kind === "short"), ...needs.filter(({ kind }) => kind === "sells")];
}
