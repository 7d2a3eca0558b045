import { fewestLeft, progressOf } from "./progress";
import { requirementOf } from "./require";
import type { Facts, Member, PolicyContent, Requirement } from "./types";

/** A request of the past, with what was known of it when it was filed. */
export interface Past {
  id: string;
  facts: Facts;
}

export interface Simulated {
  id: string;
  before: Requirement;
  after: Requirement;
  /** The fewest sign-offs; null where nobody could have signed it off. */
  signOffs: { before: number | null; after: number | null };
}

/** The fewest people of a team who can meet a requirement, the initiator not among them; null where they cannot. */
function fewest({ demands }: Requirement, team: readonly Member[], initiatorId: string): number | null {
  const initiator = team.find(({ id }) => id === initiatorId);
  const others = team.filter((one) => one.id !== initiatorId && one.email !== initiator?.email);
  return fewestLeft(progressOf({ demands }, []), others);
}

/** What a proposed policy would have asked of past requests, of those alone where it is something else than before. */
export function simulate(before: PolicyContent, after: PolicyContent, past: readonly Past[], team: readonly Member[]): Simulated[] {
  // Thousands of requests make a handful of cases.
  const known = new Map<string, number | null>();
  const signOffsOf = (requirement: Requirement, initiatorId: string): number | null => {
    const key = JSON.stringify([requirement.demands, initiatorId]);
    if (!known.has(key)) known.set(key, fewest(requirement, team, initiatorId));
    return known.get(key)!;
  };
  return past.flatMap(({ id, facts }) => {
    const [was, would] = [requirementOf(before, facts), requirementOf(after, facts)];
    const signOffs = { before: signOffsOf(was, facts.initiatorId), after: signOffsOf(would, facts.initiatorId) };
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
