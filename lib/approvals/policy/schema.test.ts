import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/canonical";
import { sha256Hex } from "@/lib/sha256";
import { cents } from "@/lib/treasury/money";
import { limitOf, withinLimit } from "./limits";
import { builtInPolicy } from "./require";
import { policySchema } from "./schema";
import { simulate } from "./simulate";
import type { Facts, Member, Policy, Rule } from "./types";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const everything = builtInPolicy.rules[0]!;
const large: Rule = {
  id: id(7),
  name: "Above a million",
  when: { amountOver: cents(1_000_000_00) },
  then: { demands: [{ count: 2, from: { roles: ["APPROVER", "ADMIN"] }, step: 1 }], assurance: "passkey", acknowledge: ["duplicate"], expiresAfterHours: 48 },
};
const policy = (rules: Rule[], limits: Policy["limits"] = []): Policy => ({ version: 2, rules, limits });
const faults = (value: unknown) => policySchema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a policy", () => {
  it("comes back from its schema as it was", () => {
    const whole = policy([everything, large], [{ for: { members: [id(1)] }, filedPerDay: cents(5), signedPerDay: null }]);
    expect(policySchema.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
    expect(policySchema.parse(builtInPolicy)).toEqual(builtInPolicy);
  });

  it.each([
    ["no rule for every request", policy([large]), "rules: One rule must apply to every request and demand at least one sign-off."],
    [
      "a rule for every request that demands nobody",
      policy([{ ...everything, then: { ...everything.then, demands: [] } }]),
      "rules: One rule must apply to every request and demand at least one sign-off.",
    ],
    ["twins", policy([everything, { ...large, id: everything.id }]), "rules: Two rules have the same id."],
    ["nobody to choose from", policy([{ ...everything, then: { ...everything.then, demands: [{ count: 1, from: { roles: [] }, step: 1 }] } }, everything]), "rules.0.then.demands.0.from.roles: Choose at least one."],
  ])("is refused with %s", (_, value, message) => {
    expect(faults(value)).toContain(message);
  });

  it("takes nothing that it does not know", () => {
    for (const value of [{ ...policy([everything]), more: 1 }, policy([{ ...everything, when: { weekday: 1 } } as unknown as Rule]), policy([{ ...everything, when: { rails: ["unknown"] } }, everything])]) {
      expect(faults(value).length).toBeGreaterThan(0);
    }
  });
});

describe("thresholds of a policy", () => {
  it("are kept as they are, and make no other text of a policy that has none", () => {
    const set = { ...policy([everything]), thresholds: { amountTimes: 5, splitSum: cents(250_000_00) } };
    expect(policySchema.parse(JSON.parse(JSON.stringify(set)))).toEqual(set);
    // As it was written, and hashed, before there were any.
    const every = { ...everything, then: { ...everything.then, acknowledge: ["duplicate"] } };
    const text = canonicalJson({ version: 2, rules: [large, every], limits: [] });
    expect(canonicalJson(policySchema.parse(JSON.parse(text)))).toBe(text);
    expect(sha256Hex(text)).toBe("410aac0f884d5b68622c13f0d39c3a76c7f8ef171d2538921dd110578a7c5098");
  });

  it.each([
    [{ amountTimes: 1 }, "thresholds.amountTimes: Amount far from this payee's history: enter a whole number from 2 to 100."],
    [{ newPayeeDays: 2.5 }, "thresholds.newPayeeDays: New payee: enter a whole number from 1 to 3650."],
    [{ splitSum: 99 }, "thresholds.splitSum: Sum of split payments: enter an amount from $1.00 to $10,000,000,000.00."],
    [{}, "thresholds: Set at least one threshold, or leave this out."],
    [{ other: 1 }, 'thresholds: Unrecognized key: "other"'],
  ])("are refused as %j", (set, message) => expect(faults({ ...policy([everything]), thresholds: set })).toContain(message));
});

describe("limits", () => {
  const member: Member = { id: id(1), role: "APPROVER", email: "a" };
  const limits: Policy["limits"] = [
    { for: { roles: ["APPROVER"] }, filedPerDay: null, signedPerDay: cents(100_00) },
    { for: { members: [member.id] }, filedPerDay: cents(10_00), signedPerDay: cents(50_00) },
  ];

  it("are the lowest that fits", () => {
    expect(limitOf({ limits }, member, "signedPerDay")).toBe(50_00);
    expect(limitOf({ limits }, { ...member, id: id(2) }, "signedPerDay")).toBe(100_00);
    expect(limitOf({ limits }, { ...member, id: id(2), role: "ADMIN" }, "signedPerDay")).toBeNull();
  });

  it("hold to the cent, and for what is not known", () => {
    expect(withinLimit(cents(50_00), cents(20_00), cents(30_00))).toEqual({ ok: true, left: 0 });
    expect(withinLimit(cents(50_00), cents(20_00), cents(30_01))).toEqual({ ok: false, limit: 50_00, used: 20_00 });
    expect(withinLimit(cents(50_00), cents(0), null)).toEqual({ ok: false, limit: 50_00, used: 0 });
    expect(withinLimit(null, cents(20_00), null)).toEqual({ ok: true, left: null });
  });
});

it("a simulation tells the requests that would have needed something else, and how many sign-offs", () => {
  const team: Member[] = [1, 2, 3].map((n) => ({ id: id(n), role: n === 1 ? "INITIATOR" : "APPROVER", email: `${n}` }));
  const facts = (amount: number): Facts => ({
    amount: cents(amount), paidToday: cents(amount), rail: "wire", pocketId: id(9), initiatorId: id(1), payee: null, findings: [],
  });
  const past = [
    { id: "small", initiatorEmail: "1", facts: facts(1_000_000_00) },
    { id: "large", initiatorEmail: "1", facts: facts(1_000_000_01) },
    { id: "own", initiatorEmail: "2", facts: { ...facts(2_000_000_00), initiatorId: id(2) } },
  ].map((one) => ({ ...one, facts: { before: one.facts, after: one.facts } }));
  const found = simulate(builtInPolicy, policy([everything, large]), past, team);
  expect(found.map(({ id: one, signOffs }) => [one, signOffs])).toEqual([
    ["large", { before: 1, after: 2 }],
    // An approver filed it: of the two who may sign one is left.
    ["own", { before: 1, after: null }],
  ]);
  expect(simulate(builtInPolicy, policy([everything]), past, team)).toEqual([]);
  // With thresholds of its own the other policy finds something that it asks a tick for.
  const [one] = past;
  const otherwise = [{ ...one!, facts: { before: one!.facts.before, after: { ...one!.facts.after, findings: ["duplicate"] } } }];
  expect(simulate(builtInPolicy, policy([everything]), otherwise, team)).toMatchObject([{ before: { acknowledge: [] }, after: { acknowledge: ["duplicate"] } }]);
});
