import { findingCodes, type FindingCode } from "../findings/types";
import { assurances, type Assurance, type Conditions, type Demand, type Facts, type Policy, type PolicyContent, type Requirement, type Rule } from "./types";

/** Findings that an approver ticks one by one unless the company's own policy says otherwise. */
const weighty: readonly FindingCode[] = [
  ...(["changed_payee", "same_name", "same_account", "similar_name", "odd_characters", "duplicate", "split_payments"] as const),
  ...(["outside_desk", "shared_browser", "unusual_amount", "everything"] as const),
];

/** In force until a company signs a policy of its own: one approver, by passkey, who ticks what weighs most. */
export const builtInPolicy: Policy = {
  version: 1,
  rules: [
    {
      id: "00000000-0000-4000-8000-000000000001",
      name: "Every request",
      when: {},
      then: { demands: [{ count: 1, from: {}, step: 1 }], assurance: "passkey", acknowledge: weighty },
    },
  ],
  limits: [],
};

const above = (amount: number | null, limit: number): boolean => amount === null || amount > limit;
const within = (days: number | null, limit: number): boolean => days === null || days < limit;

/** A payee of which nobody can say when it changed counts as changed. */
const countsAs = (code: string, findings: readonly string[]): boolean => code === "changed_payee" && findings.includes("change_unknown");

const askedAmong = (codes: readonly string[]): FindingCode[] =>
  findingCodes.filter((code) => codes.includes(code) || (code === "change_unknown" && codes.includes("changed_payee")));

/** Findings that it takes to tell which of these rules apply. */
export const findingsInConditions = (rules: readonly Rule[]): FindingCode[] => askedAmong(rules.flatMap(({ when }) => when.findings ?? []));

/** Those, and the ones that they ask a tick for. */
export const findingsAskedFor = (rules: readonly Rule[]): FindingCode[] =>
  askedAmong(rules.flatMap(({ when, then }) => [...(when.findings ?? []), ...(then.acknowledge ?? [])]));

/** Whether a rule applies. What is not known counts as what asks for more. */
export function applies(when: Conditions, facts: Facts): boolean {
  const { payee } = facts;
  return (
    (when.amountOver === undefined || above(facts.amount, when.amountOver)) &&
    (when.paidTodayOver === undefined || above(facts.paidToday, when.paidTodayOver)) &&
    (when.rails === undefined || facts.rail === "unknown" || when.rails.includes(facts.rail)) &&
    (when.pockets === undefined || when.pockets.includes(facts.pocketId)) &&
    (when.initiators === undefined || when.initiators.includes(facts.initiatorId)) &&
    (when.payeeNewerThanDays === undefined || (payee !== null && within(payee.ageDays, when.payeeNewerThanDays))) &&
    (when.payeeChangedWithinDays === undefined ||
      (payee !== null && payee.changedDaysAgo !== "never" && within(payee.changedDaysAgo, when.payeeChangedWithinDays))) &&
    (when.findings === undefined || when.findings.some((code) => facts.findings.includes(code) || countsAs(code, facts.findings)))
  );
}

const stronger = (a: Assurance, b: Assurance): Assurance => (assurances.indexOf(a) > assurances.indexOf(b) ? a : b);
const same = (a: Demand, b: Demand): boolean => JSON.stringify([a.step, a.from]) === JSON.stringify([b.step, b.from]);

/**
 * What rules require together. They add up and never weaken each other: every demand stands, of two for the same people at
 * the same step the larger; the strongest assurance, the earliest expiry, every tick.
 */
export function together(rules: readonly Rule[], findings: readonly string[]): Requirement {
  const demands: Demand[] = [];
  for (const demand of rules.flatMap(({ then }) => then.demands)) {
    const twin = demands.findIndex((one) => same(one, demand));
    if (twin < 0) demands.push(demand);
    else if (demands[twin]!.count < demand.count) demands[twin] = demand;
  }
  const hours = rules.flatMap(({ then }) => then.expiresAfterHours ?? []);
  const ticked = new Set(rules.flatMap(({ then }) => then.acknowledge ?? []));
  return {
    rules: rules.map(({ id }) => id),
    demands,
    assurance: rules.map(({ then }) => then.assurance).reduce(stronger),
    acknowledge: findings.filter((code) => ticked.has(code)),
    callBack: rules.some(({ then }) => then.callBack === true),
    expiresAfterHours: hours.length > 0 ? Math.min(...hours) : null,
  };
}

/** What a policy requires. Where no rule applies, the built-in one does: nothing leaves without one sign-off. */
export function requirementOf(policy: PolicyContent, facts: Facts): Requirement {
  const found = policy.rules.filter(({ when }) => applies(when, facts));
  return together(found.length > 0 ? found : builtInPolicy.rules, facts.findings);
}
