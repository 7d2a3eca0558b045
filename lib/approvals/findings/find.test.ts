import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents } from "@/lib/treasury/money";
import { findingsFor } from "./find";
import { anySources, anyThresholds } from "./sources.arbitrary";
import { defaultThresholds, thresholdsOf } from "./thresholds";
import { findingCodes, type FindingSources, type PaidPayee, type PastRequest } from "./types";

const at = (days: number, hour = 14) => new Date(Date.UTC(2026, 5, 15 + days, hour)).toISOString();
const request = (changes: Partial<PastRequest> = {}): PastRequest => ({
  id: "r", at: at(0), payeeId: "p", pocketId: "k", amount: cents(10_000_00), initiatorId: "i", status: "PENDING_APPROVAL",
  ...changes,
});
const payee = (changes: Partial<PaidPayee> = {}): PaidPayee => ({
  id: "p", name: "Sample Supplies LLC", place: "aba 1 1", addedAt: at(-400), change: { known: "never" },
  ...changes,
});
const changed = (known: "seen" | "no", days: number) => payee({ change: { known, at: at(days) } });
const paid = (count: number, changes: (n: number) => Partial<PastRequest> = () => ({})): PastRequest[] =>
  Array.from({ length: count }, (_, n) => request({ id: `past ${n}`, at: at(-10 - n), status: "COMPLETED", amount: cents(9_000_00 + n), ...changes(n) }));
const sources = (changes: Partial<FindingSources> = {}): FindingSources => ({
  request: { ...request(), everything: false, billsMove: false },
  texts: [{ what: "The description", text: "Invoice 4711" }],
  past: paid(30),
  payee: payee(),
  payees: [payee()],
  balance: cents(5_000_000_00),
  sharedWith: [],
  outside: [],
  timeZone: "America/New_York",
  ...changes,
});
const find = (changes: Partial<FindingSources> = {}) => findingsFor(sources(changes), defaultThresholds);
const codes = (changes: Partial<FindingSources>) => find(changes).map(({ code }) => code);
const asked = (changes: Partial<FindingSources["request"]>) => ({ request: { ...sources().request, ...changes } });

it("finds nothing in a payment like those before it", () => {
  expect(find()).toEqual([]);
});

describe("each finding names what it rests on", () => {
  const cases: [code: string, changes: Partial<FindingSources>, text: RegExp, rows: string[]][] = [
    ["first_payment", { past: paid(3, () => ({ payeeId: "other" })) }, /Nothing was paid/, ["p"]],
    ["new_payee", { payee: payee({ addedAt: at(-3) }) }, /added 3 days before/, ["p"]],
    ["changed_payee", { payee: changed("seen", -1) }, /changed 1 day before/, ["p"]],
    ["changed_payee", { payee: changed("seen", 1) }, /changed after this request was filed/, ["p"]],
    ["change_unknown", { payee: payee({ change: { known: "no", at: null } }) }, /^It is not known when .* last changed: the desk has no earlier look/, ["p"]],
    ["change_unknown", { payee: changed("no", -1) }, /^It is not known whether .* changed 1 day before this request: Jiko changed something/, ["p"]],
    ["same_name", { payees: [payee(), payee({ id: "q", name: "SAMPLE SUPPLIES", place: "aba 1 2" })] }, /1 other payee has the same name/, ["q"]],
    [
      "same_account",
      { payees: [payee(), payee({ id: "q", name: "Example Freight Inc" }), payee({ id: "s", name: "Sample Supplies", place: "aba 1 1" })] },
      /stands under another name: “Example Freight Inc”/,
      ["q"],
    ],
    ["similar_name", { payees: [payee(), payee({ id: "q", name: "5ample Suppiies LLC", place: "aba 1 2" })] }, /“5ample Suppiies LLC”/, ["q"]],
    ["odd_characters", { texts: [{ what: "The payee's name", text: "S\u0430mple\u202e" }] }, /U\+202E and mixes alphabets: “а” U\+0430/, []],
    ["duplicate", { past: [...paid(30), request({ id: "twin", at: at(0, 3) })] }, /1 other request pays/, ["twin"]],
    ["unusual_amount", asked({ amount: cents(30_000_00) }), /median of 30 payments to this payee is \$9,000\.14/, paid(30).map(({ id }) => id)],
    ["unusual_hour", asked({ at: at(0, 7) }), /0 of 30 requests/, []],
    ["share_of_pocket", { balance: cents(20_000_00) }, /50 % of what is in the pocket/, ["k"]],
    [
      "split_payments",
      { ...asked({ amount: cents(600_000_00) }), past: [...paid(3), request({ id: "half", at: at(0, 13), amount: cents(400_000_00) })] },
      /With 1 other request .* \$1,000,000\.00/,
      ["half"],
    ],
    ["shared_browser", { sharedWith: [{ memberId: "m", name: "Approver One" }] }, /Approver One signed in with the browser/, ["m"]],
    ["outside_desk", { outside: [{ what: "Approved by Approver Two", memberId: "m" }] }, /Approved by Approver Two outside this desk/, ["m"]],
    ["bills_move", asked({ billsMove: true }), /nothing is sold/, ["k"]],
    ["everything", asked({ everything: true, amount: null }), /Everything in the pocket/, ["k"]],
  ];

  it.each(cases)("%s", (code, changes, text, rows) => {
    const found = find(changes).find((one) => one.code === code);
    expect(found?.text).toMatch(text);
    expect(found?.rows).toEqual(rows);
  });

  it("and every finding has its case", () => {
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(findingCodes));
  });
});

describe("silence", () => {
  it("below the least history", () => {
    const few = { past: paid(defaultThresholds.amountHistory - 1), ...asked({ amount: cents(900_000_00), at: at(0, 7) }) };
    expect(codes(few)).toEqual([]);
    expect(codes({ past: paid(defaultThresholds.hourHistory - 1), ...asked({ at: at(0, 7) }) })).toEqual([]);
  });

  it("about what was turned down, and about other payees", () => {
    const twin = (changes: Partial<PastRequest>) => ({ past: [...paid(30), request({ id: "twin", ...changes })] });
    for (const status of ["REJECTED", "CANCELED", "FAILED"]) expect(codes(twin({ status }))).toEqual([]);
    expect(codes(twin({ payeeId: "other" }))).toEqual([]);
    expect(codes(twin({ at: at(-1, 13) }))).toEqual([]);
  });

  it("on both sides of every limit: at the last cent below it nothing, at it the finding", () => {
    expect(codes(asked({ amount: cents(3 * 9_000_14) }))).toEqual([]);
    expect(codes(asked({ amount: cents(3 * 9_000_14 + 1) }))).toEqual(["unusual_amount"]);
    expect(codes({ balance: cents(20_000_01) })).toEqual([]);
    expect(codes({ payee: payee({ addedAt: at(-30) }) })).toEqual([]);
    expect(codes({ payee: payee({ addedAt: at(-29) }) })).toEqual(["new_payee"]);
    expect(codes({ payee: changed("no", -30) })).toEqual([]);
    expect(codes({ payee: changed("no", -29) })).toEqual(["change_unknown"]);
    const half = (amount: number) => ({ ...asked({ amount: cents(600_000_00) }), past: [request({ id: "half", status: "COMPLETED", amount: cents(amount) })] });
    expect(codes(half(399_999_99))).not.toContain("split_payments");
    expect(codes(half(400_000_00))).toContain("split_payments");
  });

  it("about accounts that are not known, and about the same payee added twice", () => {
    const [known, unknown] = [payee({ id: "q", name: "Example Freight Inc", place: null }), payee({ place: null })];
    expect(codes({ payee: unknown, payees: [unknown, known] })).toEqual([]);
    expect(codes({ payees: [payee(), payee({ id: "q", name: "SAMPLE SUPPLIES" })] })).toEqual([]);
  });

  it("keeps the hour of the day over a change of the clocks", () => {
    // 09:30 in New York before and after the clocks change in November.
    const past = paid(30, (n) => ({ at: new Date(Date.UTC(2026, 9, 1 + (n % 28), 13, 30)).toISOString() }));
    expect(codes({ past, ...asked({ at: "2026-11-16T14:30:00.000Z" }) })).not.toContain("unusual_hour");
  });
});

it("never throws, and names nothing twice, whatever there is", () => {
  fc.assert(
    fc.property(anySources, anyThresholds, (given, set) => {
      const found = findingsFor(given, thresholdsOf({ thresholds: set }));
      expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
      for (const { rows } of found) expect(rows).not.toContain(given.request.id);
    }),
  );
});
