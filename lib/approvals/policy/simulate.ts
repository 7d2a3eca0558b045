import { fewestLeft, progressOf } from "./progress";
import { requirementOf } from "./require";
import type { Facts, Member, PolicyContent, Requirement } from "./types";

/** A request of the past, with what was known of it when it was filed. What is found depends on the thresholds of each policy. */
export interface Past {
  id: string;
  facts: { before: Facts; after: Facts };
  /** Of whoever filed it, lower case: no other membership of theirs signs it. */
  initiatorEmail: string;
}

export interface Simulated {
  id: string;
  before: Requirement;
  after: Requirement;
  /** The fewest sign-offs; null where nobody could have signed it off. */
  signOffs: { before: number | null; after: number | null };
}

/** What a proposed policy would have asked of past requests, of those alone where it is something else than before. `signers`: who may sign at all. */
export function simulate(before: PolicyContent, after: PolicyContent, past: readonly Past[], signers: readonly Member[]): Simulated[] {
  // Thousands of requests make a handful of cases.
  const known = new Map<string, number | null>();
  const fewest = ({ demands }: Requirement, initiatorId: string, email: string): number | null => {
    const key = JSON.stringify([demands, initiatorId, email]);
    const others = () => signers.filter((one) => one.id !== initiatorId && one.email !== email);
    if (!known.has(key)) known.set(key, fewestLeft(progressOf({ demands }, []), others()));
    return known.get(key)!;
  };
  return past.flatMap(({ id, facts, initiatorEmail }) => {
    const [was, would] = [requirementOf(before, facts.before), requirementOf(after, facts.after)];
    const { initiatorId } = facts.before;
    const signOffs = { before: fewest(was, initiatorId, initiatorEmail), after: fewest(would, initiatorId, initiatorEmail) };
    const plain = ({ rules: _, ...rest }: Requirement) => JSON.stringify(rest);
    return plain(was) === plain(would) && signOffs.before === signOffs.after ? [] : [{ id, before: was, after: would, signOffs }];
  });
}

/** What another policy would have meant for a request: more or fewer sign-offs, as many of another kind, or none that could be had. */
export type Effect = "more" | "fewer" | "otherwise" | "nobody";

export function effectOf({ signOffs: { before, after } }: Pick<Simulated, "signOffs">): Effect {
  if (after === null) return "nobody";
  if (before === null || after < before) return "fewer";
  return after > before ? "more" : "otherwise";
}
