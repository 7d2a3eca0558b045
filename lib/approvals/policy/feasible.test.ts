import { describe, expect, it } from "vitest";
import { unmeetable } from "./feasible";
import { builtInPolicy } from "./require";
import type { Demand, Member, Rule } from "./types";
import { barredFromSigning } from "./who-signs";

const person = (id: string, role: Member["role"], email = `${id}@example.com`): Member => ({ id, role, email });
const team = [person("i1", "INITIATOR"), person("a1", "APPROVER"), person("a2", "APPROVER"), person("d1", "ADMIN")];
const rule = (demands: Demand[], when: Rule["when"] = { amountOver: 0 as never }): Rule => ({ id: "r", name: "R", when, then: { demands, assurance: "passkey" } });
const failing = (added: Rule, members = team) => unmeetable({ rules: [...builtInPolicy.rules, added], limits: [] }, members);

describe("what nobody could ever meet", () => {
  it("is a rule that asks for more people than there are, whoever files", () => {
    expect(failing(rule([{ count: 3, from: {}, step: 1 }]))).toEqual([]);
    expect(failing(rule([{ count: 4, from: {}, step: 1 }]))).toEqual([1]);
    expect(failing(rule([{ count: 2, from: { roles: ["ADMIN"] }, step: 1 }]))).toEqual([1]);
    expect(failing(rule([{ count: 1, from: { roles: ["VIEWER"] }, step: 1 }]))).toEqual([1]);
    expect(failing(rule([{ count: 1, from: { members: ["i1"] }, step: 1 }]))).toEqual([1]);
  });

  it("counts a person once under several memberships, and in steps that only different people can take", () => {
    const twice = [...team, person("a3", "APPROVER", "a1@example.com")];
    expect(failing(rule([{ count: 4, from: {}, step: 1 }]), twice)).toEqual([1]);
    const steps = [1, 2].map((step): Demand => ({ count: 1, from: { roles: ["ADMIN"] }, step }));
    expect(failing(rule(steps))).toEqual([1]);
  });

  it("looks at those who can file what the rule is about", () => {
    const ofAdmin = (initiators: string[]) => failing(rule([{ count: 1, from: { roles: ["ADMIN"] }, step: 1 }], { initiators }));
    expect(ofAdmin(["d1"])).toEqual([1]);
    expect(ofAdmin(["d1", "i1"])).toEqual([]);
    expect(ofAdmin(["a1"])).toEqual([]);
  });
});

describe("who signs a proposed policy", () => {
  const [one, two] = [person("d1", "ADMIN"), person("d2", "ADMIN")];
  it("is another admin, and nobody else while there is one", () => {
    const both = [...team, two];
    expect(barredFromSigning(one, two, both)).toBeNull();
    expect(barredFromSigning(one, one, both)).toContain("You proposed it");
    expect(barredFromSigning(one, person("d3", "ADMIN", one.email), [...both, person("d3", "ADMIN", one.email)])).toContain("You proposed it");
    expect(barredFromSigning(one, team[1]!, both)).toContain("another admin");
    expect(barredFromSigning(one, person("x", "ADMIN"), both)).toContain("team list");
  });
  it("is an approver where the proposer is the only admin, and nobody where there is none at all", () => {
    expect(barredFromSigning(one, team[1]!, team)).toBeNull();
    expect(barredFromSigning(one, team[0]!, team)).toContain("approver must sign");
    expect(barredFromSigning(one, team[1]!, team.slice(0, 3))).toContain("Propose it anew");
  });
});
