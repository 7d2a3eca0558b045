import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsFor } from "./find";
import { anySources, anyThreshold, anyThresholds } from "./sources.arbitrary";
import { boundsFault, defaultThresholds, thresholdNames, thresholds, thresholdsOf, valueWords } from "./thresholds";
import type { FindingSources, Thresholds } from "./types";

const codes = (sources: FindingSources, set: Partial<Thresholds>) => findingsFor(sources, thresholdsOf({ thresholds: set })).map(({ code }) => code);
const ordered = thresholdNames.filter((name) => thresholds[name].stricter !== null);

describe("the table of thresholds", () => {
  it("has defaults within their bounds, each with a name of its own and a sentence around its value", () => {
    for (const name of thresholdNames) {
      const { default: usual, least, most, sentence } = thresholds[name];
      expect(usual).toBeGreaterThanOrEqual(least);
      expect(usual).toBeLessThanOrEqual(most);
      expect(sentence(valueWords(name, usual))).toContain(valueWords(name, usual));
    }
    expect(new Set(thresholdNames.map((name) => thresholds[name].label)).size).toBe(thresholdNames.length);
  });

  it("is the default where a policy sets none, or not this one", () => {
    expect(thresholdsOf({})).toBe(defaultThresholds);
    expect(thresholdsOf({ thresholds: { amountTimes: 7 } })).toEqual({ ...defaultThresholds, amountTimes: 7 });
    expect(thresholdsOf({ thresholds: { amountTimes: undefined } })).toEqual(defaultThresholds);
  });

  it("has words for values and for what is out of bounds", () => {
    expect([valueWords("splitHours", 1), valueWords("newPayeeDays", 30), valueWords("pocketPercent", 50)]).toEqual(["1 hour", "30 days", "50 %"]);
    expect(boundsFault("amountTimes")).toBe("Amount far from this payee's history: enter a whole number from 2 to 100.");
    expect(boundsFault("splitSum")).toBe("Sum of split payments: enter an amount from $1.00 to $10,000,000,000.00.");
  });
});

describe("a stricter threshold", () => {
  it.each(ordered)("%s never takes a finding away, whatever the others are", (name) => {
    fc.assert(
      fc.property(anySources, anyThresholds, anyThreshold(name), anyThreshold(name), (sources, others, a, b) => {
        const [lower, higher] = a[name]! <= b[name]! ? [a, b] : [b, a];
        const [looser, stricter] = thresholds[name].stricter === "higher" ? [lower, higher] : [higher, lower];
        expect(codes(sources, { ...others, ...stricter })).toEqual(expect.arrayContaining(codes(sources, { ...others, ...looser })));
      }),
      { numRuns: 300 },
    );
  });

  it("moves what is found at its limit, and what it says", () => {
    const at = "2026-06-15T14:00:00.000Z";
    const request = { id: "r", at, payeeId: "p", pocketId: "k", amount: 500 as never, initiatorId: "i", status: "PENDING_APPROVAL" };
    const past = [1, 2, 3, 4, 5].map((n) => ({ ...request, id: `${n}`, at: `2026-06-0${n}T14:00:00.000Z`, amount: 100 as never, status: "COMPLETED" }));
    const sources: FindingSources = {
      request: { ...request, everything: false, billsMove: false }, past, texts: [], payee: null, payees: [], balance: null,
      sharedWith: [{ memberId: "m", name: "Approver One" }], outside: [], timeZone: "America/New_York",
    };
    expect(codes(sources, {})).toContain("unusual_amount");
    expect(codes(sources, { amountTimes: 5 })).not.toContain("unusual_amount");
    expect(codes(sources, { amountTimes: 4 })).toContain("unusual_amount");
    expect(codes(sources, { amountHistory: 6 })).not.toContain("unusual_amount");
    const [found] = findingsFor(sources, thresholdsOf({ thresholds: { sharedBrowserHours: 72 } }));
    expect(found?.text).toMatch(/^Within 72 hours Approver One signed in/);
  });
});
