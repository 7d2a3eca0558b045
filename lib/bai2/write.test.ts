import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { earningsCode, movementCode } from "./codes";
import { readBai2 } from "./testing/read";
import { isCredit, writeBai2, type Account, type Entry, type PriorDayFile } from "./write";

const head = {
  sender: "COUNTERSIGN", receiver: "Example Robotics, Inc.", originator: "JIKO",
  created: { day: "2026-07-15", time: "0912" }, number: 1, asOf: "2026-07-14",
};
const entry = (what: Partial<Entry>): Entry => ({
  code: "195", amount: cents(100), bankReference: "b1", customerReference: "", text: "Sample",
  ...what,
});

const example: PriorDayFile = {
  ...head,
  accounts: [
    {
      number: "2efef45d-fd45",
      opening: cents(1_000_00),
      closing: cents(1_249_50),
      entries: [
        entry({
          amount: cents(300_00),
          customerReference: "INV/4711",
          text: "Wire from Sample Supplies LLC, Columbus: invoice 4711 and the remainder of invoice 4690",
        }),
        entry({ code: "698", amount: cents(50_50), text: "" }),
      ],
    },
  ],
};

it("writes a file as the format has it", () => {
  expect(writeBai2(example)).toBe(
    [
      "01,COUNTERSIGN,ExampleRoboticsInc.,260715,0912,1,,,2/",
      "02,ExampleRoboticsInc.,JIKO,1,260714,2400,USD,2/",
      "03,2efef45d-fd45,USD,010,100000,,,015,124950,,,040,100000,,,045,124950,,/",
      "88,100,30000,1,,400,5050,1,/",
      "16,195,30000,,b1,INV4711/",
      "88,Wire from Sample Supplies LLC Columbus: invoice 4711 and the remainder of",
      "88,invoice 4690",
      "16,698,5050,,b1,,/",
      "49,520000,7/",
      "98,520000,1,9/",
      "99,520000,1,11/",
      "",
    ].join("\n"),
  );
});

it("is read back with the same figures, references and texts", () => {
  const [account] = readBai2(writeBai2(example)).accounts;
  expect(account!.summaries).toMatchObject({
    "010": { amount: 1_000_00 }, "015": { amount: 1_249_50 },
    "100": { amount: 300_00, count: 1 }, "400": { amount: 50_50, count: 1 },
  });
  const text = expect.stringMatching(/^Wire from .* invoice 4690$/) as string;
  expect(account!.entries[0]).toMatchObject({ code: "195", customerReference: "INV4711", text });
});

it("refuses an account that does not add up, and an amount with a sign", () => {
  const [account] = example.accounts;
  expect(() => writeBai2({ ...example, accounts: [{ ...account!, closing: cents(1) }] })).toThrow("does not add up");
  const entries = [entry({ amount: cents(-5) })];
  expect(() => writeBai2({ ...example, accounts: [{ number: "1", opening: cents(5), closing: cents(0), entries }] })).toThrow("no sign");
});

describe("any file", () => {
  const amount = fc.integer({ min: 0, max: 9_999_999_999 }).map(cents);
  const text = fc.string({ unit: "binary", maxLength: 300 });
  const code = fc.constantFrom("142", "451", "195", "495", "206", "506", "354", "654", "398", "698", "399", "699");
  const anyEntry: fc.Arbitrary<Entry> = fc.record({ code, amount, bankReference: text, customerReference: text, text });
  const opening = fc.integer({ min: -1_000_000, max: 10_000_000_000 }).map(cents);
  const after = (start: number, entries: Entry[]) => entries.reduce((sum, one) => sum + (isCredit(one) ? one.amount : -one.amount), start);
  const anyAccount: fc.Arbitrary<Account> = fc
    .record({ number: fc.uuid(), opening, entries: fc.array(anyEntry, { maxLength: 20 }) })
    .map((one) => ({ ...one, closing: cents(after(one.opening, one.entries)) }));

  it("has the right control totals and counts, in lines that every reader takes", () => {
    fc.assert(
      fc.property(fc.array(anyAccount, { minLength: 1, maxLength: 6 }), (accounts) => {
        const read = readBai2(writeBai2({ ...head, accounts }));
        expect(read.asOf).toBe("260714");
        expect(read.accounts.map(({ number, summaries }) => [number, summaries["010"]!.amount, summaries["045"]!.amount])).toEqual(
          accounts.map(({ number, opening, closing }) => [number, opening, closing]),
        );
        expect(read.accounts.map(({ entries }) => entries.map((one) => [one.code, one.amount]))).toEqual(
          accounts.map(({ entries }) => entries.map((one) => [one.code, one.amount])),
        );
      }),
    );
  });
});

it.each([
  ["ACH", true, "RECEIVING", "142"],
  ["ACH", false, "RECEIVING", "451"],
  ["ACH", true, "ORIGINATION", "166"],
  ["ACH", false, "ORIGINATION", "466"],
  ["WIRE", true, undefined, "195"],
  ["WIRE", false, undefined, "495"],
  ["ON_US", true, undefined, "206"],
  ["ON_US", false, undefined, "506"],
  ["FEE", false, undefined, "698"],
  ["FEE", true, undefined, "398"],
  ["CARD", false, undefined, "699"],
  ["SOMETHING_NEW", true, undefined, "399"],
] as const)("a movement of type %s, credit %s, %s has the code %s", (type, credit, ach, code) => {
  expect(movementCode(type, credit, ach)).toBe(code);
  expect(isCredit({ code })).toBe(credit);
});

it("tells gains from losses", () => expect([earningsCode(true), earningsCode(false)]).toEqual(["354", "654"]));
