import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { emptyDemand, emptyLimit, emptyRule, formOf, readPolicyForm, type PolicyForm } from "./form";
import { contentOf } from "./form-content";
import { builtInPolicy } from "./require";
import { policyContent } from "./schema";
import type { PolicyContent } from "./types";

const id = "3d594650-3436-4d2b-a4b5-0b8b2a4a4f5e";
const member = "5b1f4f0e-7a35-4e0c-9d47-2d8a6f3c1b11";
const full: PolicyContent = {
  rules: [
    ...builtInPolicy.rules,
    {
      id, name: "Large",
      when: {
        amountOver: cents(1_000_000_00), paidTodayOver: cents(50_05), rails: ["wire"], pockets: [id], initiators: [member],
        payeeNewerThanDays: 30, payeeChangedWithinDays: 7, findings: ["duplicate"],
      },
      then: {
        demands: [{ count: 2, from: { roles: ["ADMIN"], members: [member] }, step: 2 }],
        assurance: "fresh-sign-in", acknowledge: ["duplicate"], callBack: true, expiresAfterHours: 48,
      },
    },
  ],
  limits: [{ for: { roles: ["APPROVER"] }, filedPerDay: null, signedPerDay: cents(5_000_000_00) }],
  thresholds: { amountTimes: 5, splitSum: cents(250_000_00) },
};
const nothing: PolicyForm = { note: "", rules: [], limits: [], thresholds: {} };
const rule = (change: Partial<PolicyForm["rules"][number]>): PolicyForm => ({ ...nothing, rules: [{ ...emptyRule(id), name: "A rule", ...change }] });
const fields = (form: PolicyForm) => contentOf(form).faults.map(({ field }) => field);

describe("the form of a policy", () => {
  it("means the policy that it was made of, also after it was kept as a draft, and the schema takes it", () => {
    const kept = readPolicyForm(JSON.parse(JSON.stringify(formOf(full))) as Record<string, unknown>);
    expect(kept).toEqual(formOf(full));
    const { content, faults } = contentOf(kept);
    expect(faults).toEqual([]);
    expect(content).toEqual(full);
    expect(policyContent.parse(content)).toEqual(full);
  });

  it("reads whatever lies in a draft as a form, and nothing of it as more than text", () => {
    expect(readPolicyForm({})).toEqual(nothing);
    expect(readPolicyForm({ thresholds: { amountTimes: 7, splitSum: "5", other: "1" } }).thresholds).toEqual({ amountTimes: "", splitSum: "5" });
    const read = readPolicyForm({ note: 7, rules: [null, { when: { amountOver: 7, rails: "wire", other: 1 }, then: { demands: [{}], assurance: "none" } }], limits: [[]] });
    expect(read.rules).toEqual([
      { id: "", name: "", when: {}, then: { demands: [], assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: "" } },
      {
        id: "", name: "", when: { amountOver: "", rails: [] },
        then: { demands: [{ count: "", step: "", from: { roles: [], members: [] } }], assurance: "passkey", acknowledge: [], callBack: false, expiresAfterHours: "" },
      },
    ]);
    expect(read.limits).toEqual([emptyLimit]);
  });

  it("names the place of each fault as the schema does", () => {
    expect(fields(rule({ name: " " }))).toEqual(["rules.0.name"]);
    expect(fields(rule({ when: { amountOver: "12,5", payeeNewerThanDays: "0", rails: [] } }))).toEqual([
      "rules.0.when.amountOver",
      "rules.0.when.rails",
      "rules.0.when.payeeNewerThanDays",
    ]);
    const demands = [emptyDemand, { ...emptyDemand, count: "two", step: "6" }];
    expect(fields(rule({ then: { ...emptyRule(id).then, demands, expiresAfterHours: "1.5" } }))).toEqual([
      "rules.0.then.demands.1.count",
      "rules.0.then.demands.1.step",
      "rules.0.then.expiresAfterHours",
    ]);
    expect(fields({ ...nothing, limits: [emptyLimit, { ...emptyLimit, filedPerDay: "-1" }] })).toEqual(["limits.0.filedPerDay", "limits.1.filedPerDay"]);
  });

  it("takes a threshold that is empty for the default, and names one that is out of its bounds", () => {
    const set = (thresholds: PolicyForm["thresholds"]) => contentOf({ ...nothing, thresholds });
    expect(set({ amountTimes: " ", splitSum: "" })).toEqual({ content: { rules: [], limits: [] }, faults: [] });
    expect(set({ amountTimes: " 5 ", splitSum: "1,000.50" })).toEqual({
      content: { rules: [], limits: [], thresholds: { amountTimes: 5, splitSum: 1_000_50 } },
      faults: [],
    });
    for (const typed of ["1", "101", "2.5", "-3", "three"]) {
      expect(set({ amountTimes: typed }).faults).toEqual([
        { field: "thresholds.amountTimes", message: "Amount far from this payee's history: enter a whole number from 2 to 100." },
      ]);
    }
    for (const typed of ["0.99", "1,00", "10,000,000,000.01"]) expect(fields({ ...nothing, thresholds: { splitSum: typed } })).toEqual(["thresholds.splitSum"]);
  });
});
