import { fewestLeft, progressOf } from "./progress";
import { requirementOf } from "./require";
import type { Facts, Member, Policy, Requirement } from "./types";

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
function fewest(requirement: Requirement, team: readonly Member[], initiatorId: string): number | null {
  const initiator = team.find(({ id }) => id === initiatorId);
  const others = team.filter((one) => one.id !== initiatorId && one.email !== initiator?.email);
  return fewestLeft(progressOf(requirement, []), others);
}

/** What a proposed policy would have asked of past requests, of those alone where it is something else than before. */
export function simulate(before: Policy, after: Policy, past: readonly Past[], team: readonly Member[]): Simulated[] {
  return past.flatMap(({ id, facts }) => {
    const [was, would] = [requirementOf(before, facts), requirementOf(after, facts)];
    const signOffs = { before: fewest(was, team, facts.initiatorId), after: fewest(would, team, facts.initiatorId) };
    const plain = ({ rules: _, ...rest }: Requirement) => JSON.stringify(rest);
    return plain(was) === plain(would) && signOffs.before === signOffs.after ? [] : [{ id, before: was, after: would, signOffs }];
  });
}
