import type { Demand, Member, Requirement, Signers } from "./types";

export const fits = ({ roles, members }: Signers, member: Member): boolean =>
  roles || members ? Boolean(roles?.includes(member.role) || members?.includes(member.id)) : true;

/** How far the sign-offs so far have come: the step that is open, and what it still lacks. */
export interface Progress {
  /** Null where nothing is lacking any more. */
  step: number | null;
  /** Of the open step, each with what is left of it. */
  open: readonly Demand[];
  /** Of later steps. */
  later: readonly Demand[];
}

const stepsOf = (demands: readonly Demand[]): number[] => [...new Set(demands.map(({ step }) => step))].sort((a, b) => a - b);

/**
 * Goes through the sign-offs in their order. One counts for every demand of the step that is open when it is given, and for
 * none of another step: who signs early has not signed for what comes later, so no order leads past a step.
 */
export function progressOf({ demands }: Pick<Requirement, "demands">, signed: readonly Member[]): Progress {
  const steps = stepsOf(demands);
  let left = demands.filter(({ count }) => count > 0);
  let at = 0;
  const openNow = () => {
    while (at < steps.length && !left.some(({ step }) => step === steps[at])) at += 1;
    return steps[at] ?? null;
  };
  for (const member of signed) {
    const step = openNow();
    left = left
      .map((one) => (one.step === step && fits(one.from, member) ? { ...one, count: one.count - 1 } : one))
      .filter(({ count }) => count > 0);
  }
  const step = openNow();
  return { step, open: left.filter((one) => one.step === step), later: left.filter((one) => one.step !== step) };
}

/** Whether this member's sign-off would count now. */
export const counts = ({ open }: Progress, member: Member): boolean => open.some(({ from }) => fits(from, member));

/**
 * The fewest further sign-offs with which nothing is lacking, by people of `pool` (who has signed is in it no more); null
 * where they cannot do it. Exact: people who count for the same demands are interchangeable, so few cases are left.
 */
export function fewestLeft(progress: Progress, pool: readonly Member[]): number | null {
  const demands = [...progress.open, ...progress.later];
  const steps = stepsOf(demands);
  // A person has a row for each membership: the demands that a sign-off under it counts for. One sign-off each, under one of them.
  const persons = new Map<string, Set<string>>();
  for (const member of pool) {
    const row = demands.map(({ from }) => Number(fits(from, member))).join("");
    persons.set(member.email, (persons.get(member.email) ?? new Set()).add(row));
  }
  const kinds = new Map<string, { rows: string[]; free: number }>();
  for (const rows of persons.values()) {
    const key = [...rows].sort().join();
    const kind = kinds.get(key);
    if (kind) kind.free += 1;
    else kinds.set(key, { rows: [...rows], free: 1 });
  }
  const people = [...kinds.values()];
  const known = new Map<string, number | null>();

  const search = (free: number[], left: number[]): number | null => {
    const step = steps.find((one) => demands.some((demand, i) => demand.step === one && left[i]! > 0));
    if (step === undefined) return 0;
    const key = `${free.join()} ${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best: number | null = null;
    people.forEach(({ rows }, k) => {
      if (free[k]! === 0) return;
      for (const row of rows) {
        const countsFor = (i: number) => demands[i]!.step === step && row[i] === "1";
        if (!left.some((n, i) => n > 0 && countsFor(i))) continue;
        const rest = search(
          free.map((n, i) => (i === k ? n - 1 : n)),
          left.map((n, i) => (countsFor(i) ? Math.max(0, n - 1) : n)),
        );
        if (rest !== null && (best === null || rest + 1 < best)) best = rest + 1;
      }
    });
    known.set(key, best);
    return best;
  };
  return search(
    people.map(({ free }) => free),
    demands.map(({ count }) => count),
  );
}

export interface Standing {
  requirement: Requirement;
  /** Everybody who may sign off at all, as they are now. */
  members: readonly Member[];
  initiator: Member;
  /** Sign-offs that count, in their order; whoever is no longer active or lost the role is not among them. */
  signed: readonly Member[];
  /** Approvals that Jiko needs, and has. */
  atJiko: { required: number; given: number };
}

const onePerson = (a: Member, b: Member): boolean => a.id === b.id || a.email === b.email;

/** Who may still sign: nobody twice and nobody what they filed, under another membership of theirs either. */
export const poolOf = ({ members, initiator, signed }: Standing): Member[] =>
  members.filter((one) => !onePerson(one, initiator) && !signed.some((other) => onePerson(one, other)));

export type SignOff =
  | { may: false; why: "filed" | "signed" | "not-a-signer" | "not-now" | "nobody-left" }
  /** `held`: kept by us, Jiko hears nothing yet. `sent`: Jiko is called at this gesture, with this member's own sign-in. */
  | { may: true; how: "held" | "sent"; left: number };

/**
 * What a sign-off of this member would do now. Jiko is called only where what is then still lacking here fits into what
 * Jiko still waits for: so Jiko never runs a request that our policy is not through with, and every approval that Jiko needs
 * is one that somebody gives at that moment.
 */
export function signOffOf(standing: Standing, member: Member): SignOff {
  const { requirement, members, initiator, signed, atJiko } = standing;
  if (onePerson(member, initiator)) return { may: false, why: "filed" };
  if (signed.some((one) => onePerson(one, member))) return { may: false, why: "signed" };
  if (!members.some(({ id }) => id === member.id)) return { may: false, why: "not-a-signer" };
  const before = progressOf(requirement, signed);
  const wantedAtJiko = atJiko.required - atJiko.given;
  if (before.step !== null && !counts(before, member)) return { may: false, why: "not-now" };
  const after = { ...standing, signed: [...signed, member] };
  const left = fewestLeft(progressOf(requirement, after.signed), poolOf(after));
  if (left === null) return { may: false, why: "nobody-left" };
  return { may: true, how: left <= wantedAtJiko - 1 ? "sent" : "held", left: Math.max(left, wantedAtJiko - 1) };
}
