import { canonicalJson } from "@/lib/canonical";
import { formatCents } from "@/lib/treasury/money";
import { thresholdChanges } from "./threshold-words";
import type { Assurance, Conditions, Demand, Limit, Outcome, PolicyContent, Rail, Rule, Signers } from "./types";

/** What people call what a policy knows by id. */
export interface Names {
  member: (id: string) => string;
  pocket: (id: string) => string;
  finding: (code: string) => string;
}

export const railWords: Record<Rail, string> = {
  wire: "wires",
  international_wire: "international wires",
  jikonet: "JikoNet payments",
  own_cash: "moves of cash between own pockets",
  own_bills: "moves of bills between own pockets",
  usdc: "USDC payouts",
  unknown: "unknown kinds of transfer",
};
export const assuranceWords: Record<Assurance, string> = { session: "while signed in", "fresh-sign-in": "after signing in anew", passkey: "with a passkey" };

const days = (count: number): string => (count === 1 ? "a day" : `${count} days`);
export const either = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`);

/** When a rule applies, as the beginning of a sentence: "Above $1,000,000.00, and wires or USDC payouts". */
export function whenWords(when: Conditions, names: Names): string {
  const parts = [
    when.amountOver === undefined ? null : `above ${formatCents(when.amountOver)}`,
    when.paidTodayOver === undefined ? null : `above ${formatCents(when.paidTodayOver)} to one payee in a day`,
    when.rails && either(when.rails.map((one) => railWords[one])),
    when.pockets && `from ${either(when.pockets.map(names.pocket))}`,
    when.initiators && `filed by ${either(when.initiators.map(names.member))}`,
    when.payeeNewerThanDays === undefined ? null : `to a payee added less than ${days(when.payeeNewerThanDays)} before`,
    when.payeeChangedWithinDays === undefined ? null : `to a payee changed less than ${days(when.payeeChangedWithinDays)} before (or it is not known when)`,
    when.findings && `with the finding ${either(when.findings.map(names.finding))}`,
  ].filter((part) => typeof part === "string");
  const text = parts.length > 0 ? parts.join(", and ") : "every request";
  return text[0]!.toUpperCase() + text.slice(1);
}

function signerWords({ roles, members }: Signers, count: number, names: Names): string {
  const some = [...(roles ?? []).map((role) => `${role.toLowerCase()}${count === 1 ? "" : "s"}`), ...(members ?? []).map(names.member)];
  return some.length > 0 ? either(some) : count === 1 ? "anybody who may sign" : "people who may sign";
}

const demandWords = (demand: Demand, names: Names): string =>
  `${demand.count} ${demand.count === 1 ? "sign-off" : "sign-offs"} of ${signerWords(demand.from, demand.count, names)}`;

/** What a rule asks for, in sentences without their full stop. */
export function thenWords(then: Outcome, names: Names): string[] {
  const steps = [...new Set(then.demands.map(({ step }) => step))].sort((a, b) => a - b);
  const asked = steps.map((step) => then.demands.filter((one) => one.step === step).map((one) => demandWords(one, names)).join(" and "));
  return [
    asked.length > 0 ? `${asked.join(", then ")}, ${assuranceWords[then.assurance]}` : `Whoever signs does so ${assuranceWords[then.assurance]}`,
    ...(then.acknowledge?.length ? [`A tick for ${either(then.acknowledge.map(names.finding))}`] : []),
    ...(then.callBack ? ["The payee's account confirmed by a call back"] : []),
    ...(then.expiresAfterHours === undefined ? [] : [`Expires ${then.expiresAfterHours} hours after filing`]),
  ];
}

export interface PolicyChange {
  kind: "added" | "removed" | "changed";
  rule: string;
  before: string[];
  after: string[];
}

const read = (rule: Rule | undefined, names: Names): string[] => (rule ? [whenWords(rule.when, names), ...thenWords(rule.then, names)] : []);

export const limitWords = ({ for: whom, filedPerDay, signedPerDay }: Limit, names: Names): string => {
  const parts = [
    filedPerDay === null ? null : `file ${formatCents(filedPerDay)}`,
    signedPerDay === null ? null : `sign ${formatCents(signedPerDay)}`,
  ].filter((part) => part !== null);
  return `${signerWords(whom, 2, names)} may ${parts.length > 0 ? `${parts.join(" and ")} a day` : "file and sign without a limit"}`;
};

/**
 * What a proposed policy changes, rule by rule in the order of the new one; nothing where both ask for the same. Told by what
 * the rules are and not by how they read: two members of one name are two members.
 */
export function policyChanges(before: PolicyContent, after: PolicyContent, names: Names): PolicyChange[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(after.rules.map(({ id }) => id));
  const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b);
  const limits = { before: before.limits.map((one) => limitWords(one, names)), after: after.limits.map((one) => limitWords(one, names)) };
  return [
    ...after.rules.flatMap((rule): PolicyChange[] => {
      const was = old.get(rule.id);
      const words = { rule: rule.name, before: read(was, names), after: read(rule, names) };
      if (!was) return [{ kind: "added", ...words }];
      return same(was, rule) ? [] : [{ kind: "changed", ...words }];
    }),
    ...before.rules.filter(({ id }) => !kept.has(id)).map((rule): PolicyChange => ({ kind: "removed", rule: rule.name, before: read(rule, names), after: [] })),
    ...thresholdChanges(before, after),
    ...(same(before.limits, after.limits) ? [] : [{ kind: "changed" as const, rule: "Limits of members", ...limits }]),
  ];
}
