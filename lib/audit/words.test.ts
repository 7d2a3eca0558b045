import { describe, expect, it } from "vitest";
import { detailsOf, sentenceOf } from "./words";

const said = (kind: string, action: string, outcome: string | null = null, details = {}) => sentenceOf({ kind, action, outcome, details });

describe("an entry in words", () => {
  it("says what was set out, done, refused, and what came of it", () => {
    expect(said("intent", "transfer.approve")).toBe("Set out to approve the request");
    expect(said("outcome", "transfer.approve", "done")).toBe("Approved the request");
    expect(said("outcome", "transfer.approve", "done", { how: "held" })).toBe("Approved the request; held here until more have signed");
    expect(said("event", "transfer.approve", "refused")).toBe("Was refused: approve the request");
    expect(said("outcome", "transfer.file", "not_done")).toBe("It did not come about: file the request");
    expect(said("correction", "transfer.file", "done")).toBe("Correction: filed the request after all");
    expect(said("outcome", "statement.download", "unknown")).toBe("Nobody knows how it ended: download a statement");
  });

  it("spells an action out that it does not know", () => {
    expect(said("event", "payee.callBack")).toBe("Payee: call back");
  });

  it("names what it holds, amounts as amounts, and nothing that is empty", () => {
    const details = { amount: { type: "REQUESTED_AMOUNT", cents: 123456 }, reason: null, fields: [], payeeName: "Sample Supplies LLC", by: { name: "Admin One", id: null } };
    expect(detailsOf({ details })).toEqual([
      ["Amount", "$1,234.56"],
      ["Payee", "Sample Supplies LLC"],
      ["By", "Name: Admin One"],
    ]);
    expect(detailsOf({ details: { amount: { type: "FULL_WITHDRAWAL" }, fresh: true, passkeyId: "p" } })).toEqual([
      ["Amount", "Everything in the pocket"],
      ["Fresh", "yes"],
      ["Passkey", "p"],
    ]);
  });
});
