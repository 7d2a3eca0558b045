import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roles } from "@/lib/jiko/team";
import { cents } from "@/lib/treasury/money";
import { findingsFor } from "../findings/find";
import { anySources, anyThreshold } from "../findings/sources.arbitrary";
import { thresholdNames, thresholds, thresholdsOf } from "../findings/thresholds";
import type { FindingSources } from "../findings/types";
import { atLeast, codes, demand, facts, ids, money, policy, rule } from "./policy.arbitrary";
import { counts, fewestLeft, poolOf, progressOf, signOffOf, type Standing } from "./progress";
import { applies, builtInPolicy, requirementOf } from "./require";
import type { Demand, Facts, Member, Policy, Requirement } from "./types";

const member = (id: string): fc.Arbitrary<Member> =>
  // Few addresses, so that two memberships are often one person's.
  fc.record({ id: fc.constant(id), role: fc.constantFrom(...roles), email: fc.constantFrom(id, id, id, "shared") });
const team = fc.tuple(...ids.map(member));

describe("what is required", () => {
  it("is never less with one rule more", () => {
    fc.assert(
      fc.property(policy, rule, fc.nat(4), facts, (before, extra, at, given) => {
        // Where no rule applied the built-in one did; a first rule of one's own takes its place, as its author meant it to.
        fc.pre(before.rules.some(({ when }) => applies(when, given)));
        const rules = [...before.rules.slice(0, at), extra, ...before.rules.slice(at)];
        atLeast(requirementOf({ ...before, rules }, given), requirementOf(before, given));
      }),
    );
  });

  it("is never less with one finding more, nor for a larger amount", () => {
    fc.assert(
      fc.property(policy, facts, fc.constantFrom(...codes), money, (given, before, code, more) => {
        fc.pre(given.rules.some(({ when }) => applies(when, before)));
        const base = requirementOf(given, before);
        atLeast(requirementOf(given, { ...before, findings: [...new Set([...before.findings, code])] }), base);
        atLeast(requirementOf(given, { ...before, amount: before.amount === null ? null : cents(before.amount + more) }), base);
        atLeast(requirementOf(given, { ...before, amount: null, paidToday: null }), base);
      }),
    );
  });

  it("is never less where it is not known when the payee changed than where it did, or never did", () => {
    const days = fc.oneof(fc.nat(60), fc.constant("never" as const));
    fc.assert(
      fc.property(policy, facts, fc.option(fc.nat(60)), days, (given, before, ageDays, changedDaysAgo) => {
        const known = { ...before, payee: { ageDays, changedDaysAgo }, findings: before.findings.filter((code) => code !== "changed_payee") };
        fc.pre(given.rules.some(({ when }) => applies(when, known)));
        const unknown = { ...known, payee: { ageDays, changedDaysAgo: null } };
        atLeast(requirementOf(given, unknown), requirementOf(given, known));
        // A rule about the finding asks the same people whether it changed or nobody can say.
        const [found, told] = ["changed_payee", "change_unknown"].map((code) => requirementOf(given, { ...unknown, findings: [...unknown.findings, code] }));
        expect(told!.demands).toEqual(found!.demands);
      }),
    );
  });

  it("is never less with one rule more, nor with a stricter threshold, whatever the thresholds are", () => {
    /** What is known of a request with what its policy finds in it. */
    const found = (given: Policy, sources: FindingSources, of: Facts): Facts => ({
      ...of,
      findings: findingsFor(sources, thresholdsOf(given)).map(({ code }) => code),
    });
    const name = fc.constantFrom(...thresholdNames.filter((one) => thresholds[one].stricter !== null));
    const two = name.chain((one) => fc.record({ name: fc.constant(one), a: anyThreshold(one), b: anyThreshold(one) }));
    fc.assert(
      fc.property(policy, rule, facts, anySources, two, (before, extra, of, sources, { name: one, a, b }) => {
        const [lower, higher] = a[one]! <= b[one]! ? [a, b] : [b, a];
        const [less, more] = thresholds[one].stricter === "higher" ? [lower, higher] : [higher, lower];
        const [looser, stricter] = [less, more].map((set): Policy => ({ ...before, thresholds: { ...before.thresholds, ...set } }));
        const asked = (given: Policy) => requirementOf(given, found(given, sources, of));
        fc.pre(looser!.rules.some(({ when }) => applies(when, found(looser!, sources, of))));
        atLeast(asked({ ...looser!, rules: [...before.rules, extra] }), asked(looser!));
        atLeast(asked(stricter!), asked(looser!));
      }),
    );
  });

  it("is one approver with a passkey where no rule applies, as in the policy that is built in", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const builtIn = requirementOf(builtInPolicy, given);
        expect(builtIn).toMatchObject({ demands: [{ count: 1, from: {}, step: 1 }], assurance: "passkey", callBack: false, expiresAfterHours: null });
        expect(requirementOf({ rules: [], limits: [] }, given)).toEqual(builtIn);
      }),
    );
  });
});

/** The fewest sign-offs, by trying every order of everybody. */
function fewestByTrying(demands: readonly Demand[], signed: readonly Member[], pool: readonly Member[]): number | null {
  const progress = progressOf({ demands }, signed);
  if (progress.step === null) return 0;
  const rest = pool
    .filter((one) => counts(progress, one))
    .map((one) => fewestByTrying(demands, [...signed, one], pool.filter((other) => other.email !== one.email)))
    .filter((one) => one !== null);
  return rest.length > 0 ? 1 + Math.min(...rest) : null;
}

describe("the fewest sign-offs that are left", () => {
  it("are those that trying everything finds", () => {
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 3 }), team, (demands, all) => {
        expect(fewestLeft(progressOf({ demands }, []), all)).toBe(fewestByTrying(demands, [], all));
      }),
      { numRuns: 60 },
    );
  });

  it("are found at once in a large team", () => {
    const all = Array.from({ length: 60 }, (_, i): Member => ({ id: `m${i}`, role: roles[i % roles.length]!, email: `m${i}` }));
    const demands: Demand[] = [
      { count: 5, from: {}, step: 1 },
      { count: 2, from: { roles: ["ADMIN"] }, step: 1 },
      { count: 2, from: { roles: ["APPROVER", "ADMIN"] }, step: 2 },
      { count: 1, from: { members: ["m7", "m8", "m9"] }, step: 2 },
      { count: 3, from: {}, step: 3 },
    ];
    expect(fewestLeft(progressOf({ demands }, []), all)).toBe(10);
  });
});

const standing = fc.record({ demands: fc.array(demand, { maxLength: 4 }), all: team, by: fc.constantFrom(...ids), required: fc.integer({ min: 1, max: 3 }) }).map(
  ({ demands, all, by, required }): Standing => ({
    requirement: { rules: [], demands, assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: null },
    members: all,
    initiator: all.find(({ id }) => id === by)!,
    signed: [],
    atJiko: { required, given: 0 },
  }),
);

/** Lets people try to sign in some order, again and again, until nobody can; answers how it stood whenever Jiko had enough. */
function run(start: Standing, order: readonly number[]): { end: Standing; ran: Standing | null; sent: string[] } {
  let now = start;
  const sent: string[] = [];
  for (const index of order) {
    const who = now.members[index % now.members.length]!;
    const does = signOffOf(now, who);
    if (!does.may) continue;
    const given = now.atJiko.given + (does.how === "sent" ? 1 : 0);
    if (does.how === "sent") sent.push(who.id);
    now = { ...now, signed: [...now.signed, who], atJiko: { ...now.atJiko, given } };
    if (given === now.atJiko.required) return { end: now, ran: now, sent };
  }
  return { end: now, ran: null, sent };
}

const order = fc.array(fc.nat(5), { minLength: 30, maxLength: 60 });

describe("signing off", () => {
  it("lets Jiko run a request only when every demand is met, whatever the order", () => {
    fc.assert(
      fc.property(standing, order, (start, tries) => {
        const { ran } = run(start, tries);
        if (ran) expect(progressOf(ran.requirement, ran.signed).step).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("counts nobody twice, nor who filed, under whichever membership", () => {
    fc.assert(
      fc.property(standing, order, (start, tries) => {
        const { end } = run(start, tries);
        const people = end.signed.map(({ email }) => email);
        expect(new Set(people).size).toBe(people.length);
        expect(people).not.toContain(end.initiator.email);
      }),
    );
  });

  it("comes to its end: while anybody may sign, the sign-offs that are left are enough for us and for Jiko", () => {
    fc.assert(
      fc.property(standing, (start) => {
        let now = start;
        for (let i = 0; i < 20; i++) {
          const next = now.members.map((one) => [one, signOffOf(now, one)] as const).find(([, does]) => does.may);
          if (!next) break;
          const [who, does] = next;
          const sent = does.may && does.how === "sent" ? 1 : 0;
          now = { ...now, signed: [...now.signed, who], atJiko: { ...now.atJiko, given: now.atJiko.given + sent } };
          if (now.atJiko.given === now.atJiko.required) return;
        }
        // It stopped: then either our demands, or Jiko's, cannot be met by who is left.
        const ours = fewestLeft(progressOf(now.requirement, now.signed), poolOf(now));
        const people = new Set(poolOf(now).map(({ email }) => email)).size;
        expect(ours === null || people < now.atJiko.required - now.atJiko.given).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("holds the first ones and sends the rest: with three wanted here and one at Jiko, the third is sent", () => {
    const members = ids.map((id): Member => ({ id, role: "APPROVER", email: id }));
    const demands: Demand[] = [{ count: 3, from: {}, step: 1 }];
    const requirement: Requirement = { rules: [], demands, assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: null };
    const start: Standing = { requirement, members, initiator: members[0]!, signed: [], atJiko: { required: 1, given: 0 } };
    expect(signOffOf(start, members[0]!)).toEqual({ may: false, why: "filed" });
    expect(signOffOf(start, members[1]!)).toEqual({ may: true, how: "held", left: 2 });
    expect(run(start, [1, 1, 2, 3, 4])).toMatchObject({ sent: ["m4"], end: { signed: [{ id: "m2" }, { id: "m3" }, { id: "m4" }] } });
    // Two at Jiko: the last two of the three are sent.
    expect(run({ ...start, atJiko: { required: 2, given: 0 } }, [1, 2, 3]).sent).toEqual(["m3", "m4"]);
  });

  it("keeps to the order of steps", () => {
    const members: Member[] = [...ids.slice(0, 4).map((id): Member => ({ id, role: "APPROVER", email: id })), { id: "m5", role: "ADMIN", email: "m5" }];
    const demands: Demand[] = [
      { count: 1, from: { roles: ["APPROVER"] }, step: 1 },
      { count: 1, from: { roles: ["ADMIN"] }, step: 2 },
    ];
    const requirement: Requirement = { rules: [], demands, assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: null };
    const start: Standing = { requirement, members, initiator: members[0]!, signed: [], atJiko: { required: 1, given: 0 } };
    expect(signOffOf(start, members[4]!)).toEqual({ may: false, why: "not-now" });
    expect(signOffOf(start, members[1]!)).toEqual({ may: true, how: "held", left: 1 });
    expect(signOffOf({ ...start, signed: [members[1]!] }, members[4]!)).toEqual({ may: true, how: "sent", left: 0 });
    expect(signOffOf({ ...start, members: members.slice(0, 4) }, members[1]!)).toEqual({ may: false, why: "nobody-left" });
  });
});
