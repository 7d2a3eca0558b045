import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { reckon } from "./check";
import { statement } from "./statement.arbitrary";
import type { Statement } from "./types";

const amount = fc.integer({ min: 1, max: 1_000_000 });

describe("a statement that was changed does not add up", () => {
  it("by the difference in its closing balance", () => {
    fc.assert(
      fc.property(statement, amount, (one, more) => {
        const balances = one.balances.map((balance) => (balance.code === "CLBD" ? { ...balance, value: cents(balance.value + more) } : balance));
        const { difference, findings } = reckon({ ...one, balances });
        expect(difference).toBe(more);
        expect(findings.map(({ kind }) => kind)).toEqual(["balance"]);
      }),
    );
  });

  it("by a line that is missing, and the file's own counts say so too", () => {
    fc.assert(
      fc.property(
        statement.filter(({ entries }) => entries.length > 0 && entries.every(({ status, value }) => status === "BOOK" && value !== 0)),
        (one) => {
          const [lost, ...entries] = one.entries;
          const { difference, findings } = reckon({ ...one, entries });
          expect(difference).toBe(lost!.value);
          expect(findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["balance", "summary"]));
        },
      ),
    );
  });
});

const plain: Statement = {
  id: "1",
  createdAt: null,
  from: null,
  to: null,
  account: { id: "A", name: null, owner: null, servicer: null, currency: "USD" },
  balances: [
    { code: "OPBD", value: cents(1000), currency: "USD", at: null },
    { code: "CLBD", value: cents(1000), currency: "USD", at: null },
  ],
  summary: { entries: null, credits: null, debits: null },
  entries: [],
};

describe("what cannot be added up says why", () => {
  it("without a balance", () => {
    expect(reckon({ ...plain, balances: [] })).toMatchObject({ expected: null, difference: null });
    expect(reckon({ ...plain, balances: plain.balances.slice(0, 1) }).findings).toEqual([{ kind: "missing", text: "The file has no closing balance." }]);
  });

  it("the closing balance of the day before stands in for an opening one", () => {
    const balances = [{ ...plain.balances[0]!, code: "PRCD" }, plain.balances[1]!];
    expect(reckon({ ...plain, balances })).toMatchObject({ difference: 0, findings: [] });
  });

  it("in several currencies", () => {
    const balances = [plain.balances[0]!, { ...plain.balances[1]!, currency: "EUR" }];
    const { difference, findings } = reckon({ ...plain, balances });
    expect(difference).toBeNull();
    expect(findings[0]!.text).toBe("The file mixes currencies (EUR, USD); they cannot be added up.");
  });

  it("says the difference in the statement's own currency", () => {
    const euros = plain.balances.map((one) => ({ ...one, currency: "EUR" }));
    const balances = [euros[0]!, { ...euros[1]!, value: cents(-1) }];
    expect(reckon({ ...plain, account: { ...plain.account, currency: "EUR" }, balances }).findings[0]!.text).toBe(
      "Opening balance and lines add up to 10.00 EUR; the closing balance is \u22120.01 EUR, a difference of \u221210.01 EUR.",
    );
  });
});
