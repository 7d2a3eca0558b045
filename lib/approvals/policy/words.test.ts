import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { builtInPolicy } from "./require";
import type { Policy, PolicyContent, Rule } from "./types";
import { policyChanges, thenWords, whenWords, type Names } from "./words";

const names: Names = { member: (id) => `Member ${id}`, pocket: (id) => `Pocket ${id}`, finding: (code) => code };
const rule: Rule = {
  id: "r",
  name: "Large or new",
  when: { amountOver: cents(1_000_000_00), rails: ["wire", "usdc"], pockets: ["1"], payeeNewerThanDays: 1, findings: ["duplicate", "odd_characters"] },
  then: {
    demands: [
      { count: 2, from: { roles: ["APPROVER", "ADMIN"] }, step: 1 },
      { count: 1, from: { members: ["7"] }, step: 2 },
    ],
    assurance: "passkey",
    acknowledge: ["duplicate"],
    callBack: true,
    expiresAfterHours: 48,
  },
};

it("a rule reads as sentences", () => {
  expect(whenWords(rule.when, names)).toBe(
    "Above $1,000,000.00, and wires or USDC payouts, and from Pocket 1, and to a payee added less than a day before, and with the finding duplicate or odd_characters",
  );
  expect(thenWords(rule.then, names)).toEqual([
    "2 sign-offs of approvers or admins, then 1 sign-off of Member 7, with a passkey",
    "A tick for duplicate",
    "The payee's account confirmed by a call back",
    "Expires 48 hours after filing",
  ]);
  expect(whenWords({}, names)).toBe("Every request");
  expect(thenWords(builtInPolicy.rules[0]!.then, names)).toEqual([
    "1 sign-off of anybody who may sign, with a passkey",
    expect.stringMatching(/^A tick for changed_payee, .* or everything$/),
  ]);
  expect(thenWords({ demands: [], assurance: "fresh-sign-in" }, names)).toEqual(["Whoever signs does so after signing in anew"]);
});

describe("what a proposed policy changes", () => {
  const policy = (rules: readonly Rule[], limits: Policy["limits"] = []): Policy => ({ version: 2, rules, limits });
  const base = builtInPolicy.rules;

  it("is what is added, removed and changed, each with its words", () => {
    expect(policyChanges(policy(base), policy([...base, rule]), names)).toMatchObject([{ kind: "added", rule: "Large or new", before: [] }]);
    expect(policyChanges(policy([...base, rule]), policy(base), names)).toMatchObject([{ kind: "removed", rule: "Large or new", after: [] }]);
    const longer = { ...rule, then: { ...rule.then, expiresAfterHours: 72 } };
    const [changed] = policyChanges(policy([...base, rule]), policy([...base, longer]), names);
    expect(changed).toMatchObject({ kind: "changed" });
    expect(changed!.after.filter((line) => !changed!.before.includes(line))).toEqual(["Expires 72 hours after filing"]);
  });

  it("knows a new name, and limits", () => {
    expect(policyChanges(policy([rule]), policy([{ ...rule, name: "Another name" }]), names)).toHaveLength(1);
    const limits = [{ for: { roles: ["INITIATOR" as const] }, filedPerDay: cents(5_000_00), signedPerDay: null }];
    expect(policyChanges(policy(base), policy(base, limits), names)).toEqual([
      { kind: "changed", rule: "Limits of members", before: [], after: ["initiators may file $5,000.00 a day"] },
    ]);
  });

  it("names every threshold that is another, with its value before and after, and which way it goes", () => {
    const set = (thresholds: PolicyContent["thresholds"]): PolicyContent => ({ rules: base, limits: [], thresholds });
    expect(policyChanges(policy(base), set({ amountTimes: 5, splitSum: cents(250_000_00) }), names)).toEqual([
      {
        kind: "changed", rule: "Amount far from this payee's history: 3 times → 5 times",
        before: ["An amount is unusual above 3 times the median of what the payee got before", "By default: the policy sets none of its own"],
        after: ["An amount is unusual above 5 times the median of what the payee got before", "Less is pointed out than before"],
      },
      expect.objectContaining({ rule: "Sum of split payments: $1,000,000.00 → $250,000.00" }),
    ]);
    expect(policyChanges(set({ amountTimes: 5 }), set({ amountTimes: 4 }), names)[0]?.after).toContain("More is pointed out than before");
    const rulesOf = (before: PolicyContent, after: PolicyContent) => policyChanges(before, after, names).map((one) => one.rule);
    expect(rulesOf(set({ amountTimes: 5 }), policy(base))).toEqual(["Amount far from this payee's history: 5 times → 3 times"]);
    expect(rulesOf(policy(base), set({ splitHours: 24 }))).toEqual(["Time between split payments: 24 hours, set instead of by default"]);
    expect(rulesOf(set({ amountTimes: 5 }), set({ amountTimes: 5 }))).toEqual([]);
  });

  it("shows a change that reads the same as before", () => {
    const blind: Names = { ...names, member: () => "Approver One" };
    const other = { ...rule, then: { ...rule.then, demands: [rule.then.demands[0]!, { count: 1, from: { members: ["8"] }, step: 2 }] } };
    expect(policyChanges(policy([rule]), policy([other]), blind)).toMatchObject([{ kind: "changed" }]);
  });

  it("is nothing where the order alone is another", () => {
    expect(policyChanges(policy([...base, rule]), policy([rule, ...base]), names)).toEqual([]);
  });
});
