import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { request, viewer } from "./request.arbitrary";
import { isOpen, progress, tabOf, tabsOf } from "./tabs";
import type { Decider, DecisionAction } from "./types";
import { barred, isKnown } from "./who-may";

const actions: DecisionAction[] = ["approve", "reject", "cancel"];

/** What Jiko's reference says a server refuses, written from its table and not from our code. */
function refusedByJiko(one: TransferRequest, who: Decider, action: DecisionAction): boolean {
  if (one.status !== "PENDING_APPROVAL") return true; // 409
  const mayWrite = (list: string[]) => list.includes(who.role) && who.permissions.length > 1;
  const creator = one.created_by.member_id === who.memberId;
  if (action === "cancel") return !creator || !mayWrite(["ADMIN", "INITIATOR"]);
  const entry = one.reviewers.find(({ member_id }) => member_id === who.memberId);
  const list = one.reviewers.some(({ decision }) => decision === "PENDING");
  return creator || !mayWrite(["ADMIN", "APPROVER"]) || (list && !entry) || (entry !== undefined && entry.decision !== "PENDING");
}

describe("barred", () => {
  it("bars exactly what Jiko would refuse, and everything of an unknown kind", () => {
    fc.assert(
      fc.property(request, viewer, fc.constantFrom(...actions), (one, who, action) => {
        expect(barred(one, who, action) !== null).toBe(!isKnown(one) || refusedByJiko(one, who, action));
      }),
      { numRuns: 2000 },
    );
  });

  it("never lets anybody decide what they filed, whatever their role", () => {
    fc.assert(
      fc.property(request, viewer, (one, who) => {
        const own = { ...one, created_by: { ...one.created_by, member_id: who.memberId } };
        expect(barred(own, who, "approve")).not.toBeNull();
        expect(barred(own, who, "reject")).not.toBeNull();
      }),
    );
  });

  it("never lets anybody decide twice", () => {
    fc.assert(
      fc.property(request, viewer, fc.constantFrom("APPROVED", "REJECTED", "ABSTAINED"), (one, who, decision) => {
        const entry = { member_id: who.memberId, name: "M", email: "m@example.com", decision, decided_at: null, reason: null };
        const decided = {
          ...one,
          reviewers: [...one.reviewers.filter(({ member_id }) => member_id !== who.memberId), entry],
        } as TransferRequest;
        expect(barred(decided, who, "approve")).not.toBeNull();
        expect(barred(decided, who, "reject")).not.toBeNull();
      }),
    );
  });

  const pending = { status: "PENDING_APPROVAL" } as const;
  const known = request.filter(isKnown).map((one) => ({ ...one, ...pending, reviewers: [] as TransferRequest["reviewers"] }));
  const sample = fc.sample(known, { numRuns: 1, seed: 7 })[0]!;
  const other: Decider = { memberId: "10000000-0000-4000-8000-000000000001", role: "APPROVER", permissions: ["transfers.decide"] };

  it.each([
    [{}, other, "approve", null],
    [{}, { ...other, memberId: sample.created_by.member_id }, "approve", "You filed this request, so someone else must sign it."],
    [
      {},
      { ...other, role: "VIEWER", permissions: [] },
      "reject",
      "Your role (viewer) or this sign-in does not allow you to sign transfers off.",
    ],
    [{}, other, "cancel", "Only the person who filed this request can cancel it."],
    [{ status: "COMPLETED" }, other, "approve", "This request is completed."],
    [{ status: "ON_HOLD" }, other, "approve", "Countersign does not know the state of this request, so it cannot be acted on here."],
  ] as [object, Decider, DecisionAction, string | null][])("says why: %#", (change, who, action, sentence) => {
    expect(barred({ ...sample, ...change } as TransferRequest, who, action)).toBe(sentence);
  });
});

describe("tabs", () => {
  it("loses no request, and counts it once", () => {
    fc.assert(
      fc.property(request, viewer, (one, who) => {
        const tabs = tabsOf(one, who);
        expect(tabs.filter((tab) => tab !== "mine")).toEqual([tabOf(one, who)]);
        expect(tabs.includes("mine")).toBe(one.created_by.member_id === who.memberId);
        expect(tabs.includes("done")).toBe(!isOpen(one));
        expect(tabs.includes("needsMe")).toBe(barred(one, who, "approve") === null);
        expect(tabsOf(one, who, { bars: null })).toEqual(tabs);
        expect(tabsOf(one, who, { bars: "You have signed this already." })).not.toContain("needsMe");
      }),
    );
  });
});

describe("progress", () => {
  it("never counts who filed, nor anybody twice", () => {
    fc.assert(
      fc.property(request, (one) => {
        const { approvals, approvedBy, required } = progress(one);
        expect(approvals).toBe(approvedBy.length);
        expect(approvedBy).not.toContain(one.created_by.name);
        expect(new Set(approvedBy).size).toBe(approvals);
        expect(required).toBe(one.required_approvals);
      }),
    );
  });
});
