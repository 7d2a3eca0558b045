import fc from "fast-check";
import { expect } from "vitest";
import { roles } from "@/lib/jiko/team";
import { cents } from "@/lib/treasury/money";
import { anyThresholds } from "../findings/sources.arbitrary";
import { assurances, rails, type Demand, type Facts, type Policy, type Requirement, type Rule, type Signers } from "./types";

export const ids = ["m1", "m2", "m3", "m4", "m5", "m6"];
export const codes = ["first_payment", "duplicate", "changed_payee", "share_of_pocket"];

const signers: fc.Arbitrary<Signers> = fc.oneof(
  fc.constant({}),
  fc.record({ roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 2 }) }),
  fc.record({ members: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }) }),
);
export const demand: fc.Arbitrary<Demand> = fc.record({ count: fc.integer({ min: 1, max: 3 }), from: signers, step: fc.integer({ min: 1, max: 3 }) });
export const money = fc.integer({ min: 0, max: 10_000_000_00 }).map(cents);
export const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.uuid(),
  name: fc.constant("A rule"),
  when: fc.record(
    {
      amountOver: money,
      paidTodayOver: money,
      rails: fc.uniqueArray(fc.constantFrom(...rails), { minLength: 1 }),
      pockets: fc.uniqueArray(fc.constantFrom("p1", "p2"), { minLength: 1 }),
      initiators: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
      payeeNewerThanDays: fc.integer({ min: 1, max: 30 }),
      payeeChangedWithinDays: fc.integer({ min: 1, max: 30 }),
      findings: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  then: fc.record(
    {
      demands: fc.array(demand, { maxLength: 3 }),
      assurance: fc.constantFrom(...assurances),
      acknowledge: fc.uniqueArray(fc.constantFrom(...codes)),
      callBack: fc.boolean(),
      expiresAfterHours: fc.integer({ min: 1, max: 200 }),
    },
    { requiredKeys: ["demands", "assurance"] },
  ),
});
export const policy: fc.Arbitrary<Policy> = fc.record(
  { version: fc.constant(2), rules: fc.array(rule, { maxLength: 4 }), limits: fc.constant([]), thresholds: anyThresholds },
  { requiredKeys: ["version", "rules", "limits"] },
);
export const facts: fc.Arbitrary<Facts> = fc.record({
  amount: fc.option(money),
  paidToday: fc.option(money),
  rail: fc.constantFrom(...rails),
  pocketId: fc.constantFrom("p1", "p2", "p3"),
  initiatorId: fc.constantFrom(...ids),
  payee: fc.option(fc.record({ ageDays: fc.option(fc.nat(60)), changedDaysAgo: fc.oneof(fc.option(fc.nat(60)), fc.constant("never" as const)) })),
  findings: fc.uniqueArray(fc.constantFrom(...codes)),
});
/** No requirement of the first is missing in the second. */
export function atLeast(more: Requirement, than: Requirement): void {
  expect(assurances.indexOf(more.assurance)).toBeGreaterThanOrEqual(assurances.indexOf(than.assurance));
  expect(more.acknowledge).toEqual(expect.arrayContaining([...than.acknowledge]));
  expect(more.callBack || !than.callBack).toBe(true);
  expect(more.expiresAfterHours ?? Infinity).toBeLessThanOrEqual(than.expiresAfterHours ?? Infinity);
  for (const { count, from, step } of than.demands) {
    expect(more.demands.some((one) => one.count >= count && one.step === step && JSON.stringify(one.from) === JSON.stringify(from))).toBe(true);
  }
}
