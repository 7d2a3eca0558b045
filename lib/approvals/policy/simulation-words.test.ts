import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { findingName } from "../findings/words";
import { builtInPolicy } from "./require";
import { effectOf, simulate, type Past } from "./simulate";
import { changeWords, summaryWords } from "./simulation-words";
import type { Facts, Member, PolicyContent, Rule } from "./types";

const team: Member[] = ["a1", "a2", "a3"].map((id) => ({ id, role: "APPROVER", email: `${id}@example.com` }));
const past = (id: string, amount: number | null, findings: string[] = []): Past => {
  const money = { amount: amount === null ? null : cents(amount), paidToday: cents(0) };
  const facts: Facts = { ...money, rail: "wire", pocketId: "p", initiatorId: "i1", payee: null, findings };
  return { id, initiatorEmail: "i1@example.com", facts: { before: facts, after: facts } };
};
const with_ = (...rules: Pick<Rule, "when" | "then">[]): PolicyContent => ({
  rules: [...builtInPolicy.rules, ...rules.map((one, i) => ({ id: String(i), name: "R", ...one }))],
  limits: [],
});
const large = (count: number): Pick<Rule, "when" | "then"> => ({ when: { amountOver: cents(100) }, then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey" } });
const words = (before: PolicyContent, after: PolicyContent, one: Past) => simulate(before, after, [one], team).map((each) => changeWords(each, { finding: findingName }));

describe("a simulation in words", () => {
  it("counts requests by what they would have needed, what hinders most first", () => {
    const requests = [past("1", 50), past("2", 150), past("3", 200), past("4", null)];
    expect(summaryWords(simulate(builtInPolicy, with_(large(2)), requests, team))).toEqual(["3 requests would have needed one more approver."]);
    expect(summaryWords(simulate(with_(large(3)), builtInPolicy, requests, team))).toEqual(["3 requests would have needed 2 fewer approvers."]);
    expect(summaryWords(simulate(builtInPolicy, with_(large(4)), requests, team))).toEqual(["3 requests could have been signed off by nobody."]);
    expect(summaryWords(simulate(with_(large(4)), builtInPolicy, requests.slice(0, 2), team))).toEqual(["1 request could have been signed off that could not before."]);
    expect(summaryWords(simulate(builtInPolicy, builtInPolicy, requests, team))).toEqual([]);
  });

  it("says for each request what would have been otherwise", () => {
    expect(words(builtInPolicy, with_(large(2)), past("1", 150))).toEqual([["2 approvers instead of one approver"]]);
    expect(words(builtInPolicy, with_(large(4)), past("1", 150))).toEqual([["Nobody could have signed it off with today's team"]]);
    expect(words(with_(large(4)), builtInPolicy, past("1", 150))).toEqual([["One approver; nobody could have signed it off before"]]);
    const other = with_({
      when: {},
      then: { demands: [{ count: 1, from: { members: ["a1"] }, step: 1 }], assurance: "session", acknowledge: ["new_payee"], callBack: true, expiresAfterHours: 24 },
    });
    expect(words(builtInPolicy, other, past("1", 1, ["new_payee"]))).toEqual([
      ["As many approvers, but other people or other steps", "A tick for New payee", "A call-back first", "Expires 24 hours after filing instead of never"],
    ]);
    expect(words(other, builtInPolicy, past("1", 1, ["new_payee"]))[0]!.slice(1)).toEqual(["No tick for New payee", "No call-back", "Expires never instead of 24 hours after filing"]);
    const weaker: PolicyContent = { rules: [{ ...builtInPolicy.rules[0]!, then: { ...builtInPolicy.rules[0]!.then, assurance: "session" } }], limits: [] };
    expect(words(builtInPolicy, weaker, past("1", 1))).toEqual([["Signed while signed in instead of with a passkey"]]);
    expect(simulate(builtInPolicy, weaker, [past("1", 1)], team).map(effectOf)).toEqual(["otherwise"]);
  });
});
