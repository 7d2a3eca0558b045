import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTransfer } from "@/lib/jiko/transfer-requests";
import { cents, formatCents } from "@/lib/treasury/money";
import {
  checkTransfer,
  emptyTransfer,
  payeeTypeOf,
  toCreateTransfer,
  transferKinds,
  type TransferFacts,
  type TransferValues,
} from "./transfer";

const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const draftId = uuid(9);
const pocket = (n: number, changes = {}) => ({
  id: uuid(n),
  pocket_name: `Pocket ${n}`,
  status: "OPEN",
  attributes: ["JIKONET"],
  portfolio: { total_value: cents(500_000) },
  ...changes,
});
const payee = (n: number, type: string, changes = {}) => ({ id: uuid(n), type, status: "VERIFIED", name: `Payee ${n}`, ...changes });
const facts: TransferFacts = {
  pockets: [pocket(1), pocket(2), pocket(3, { status: "FROZEN" }), pocket(4, { attributes: [] })],
  payees: [payee(5, "wire"), payee(6, "international_wire"), payee(7, "on_us"), payee(8, "crypto_wallet", { status: "LINKED" })],
  memberId: "10000000-0000-4000-8000-000000000001",
};
const payeeFor = { own: "", wire: uuid(5), international_wire: uuid(6), jikonet: uuid(7), usdc: uuid(8) };

const good = (changes: Partial<TransferValues> = {}): TransferValues => {
  const kind = changes.kind ?? "wire";
  return {
    ...emptyTransfer,
    kind,
    originPocketId: uuid(1),
    destinationPocketId: uuid(2),
    counterpartyId: payeeFor[kind],
    amount: "1,234.56",
    ...changes,
  };
};
const fieldsOf = (values: TransferValues, with_: TransferFacts = facts) => {
  const checked = checkTransfer(values, with_);
  return checked.ok ? [] : checked.faults.map(({ field }) => field);
};

describe("checkTransfer", () => {
  it.each(transferKinds)("takes a good form of kind %s and makes what Jiko takes", (kind) => {
    const checked = checkTransfer(good({ kind, description: " Invoice 4711 ", endToEnd: "REF-1" }), facts);
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    const body = toCreateTransfer(checked, draftId);
    expect(createTransfer.parse(body)).toEqual(body);
    expect(body).toMatchObject({ id: draftId, origin_pocket_id: uuid(1), amount: { type: "REQUESTED_AMOUNT", amount_usdc: 123456 } });
    expect("description" in body ? body.description : "none").toBe(kind === "usdc" ? "none" : "Invoice 4711");
    expect("end_to_end_identification" in body).toBe(kind === "own" || kind === "jikonet");
  });

  it("takes any 128-bit id of a pocket, a payee and a reviewer", () => {
    const id = "b76611b6-69a3-0fba-06e9-65e53ea1fbcd";
    const values = good({ kind: "wire", originPocketId: id, counterpartyId: id, reviewers: [id] });
    const known = { ...facts, pockets: [{ ...pocket(1), id }], payees: [{ ...payee(5, "wire"), id }] };
    expect(checkTransfer(values, known)).toMatchObject({ ok: true });
  });

  it("asks for everything that an empty form lacks", () => {
    expect(fieldsOf(emptyTransfer)).toEqual(["originPocketId", "counterpartyId", "amount"]);
    expect(fieldsOf({ ...emptyTransfer, kind: "own" })).toEqual(["originPocketId", "destinationPocketId", "amount"]);
  });

  it.each([
    ["a frozen pocket", { originPocketId: uuid(3) }, "originPocketId"],
    ["a pocket that is gone", { originPocketId: "20000000-0000-4000-8000-000000000001" }, "originPocketId"],
    ["a payee that is gone", { counterpartyId: "20000000-0000-4000-8000-000000000001" }, "counterpartyId"],
    ["a payee of another type", { counterpartyId: uuid(6) }, "counterpartyId"],
    ["the same pocket twice", { kind: "own", destinationPocketId: uuid(1) }, "destinationPocketId"],
    [
      "a security transfer outside JikoNet",
      { kind: "own", transferType: "SECURITY_TRANSFER", destinationPocketId: uuid(4) },
      "transferType",
    ],
    ["JikoNet from a pocket that is not on it", { kind: "jikonet", originPocketId: uuid(4) }, "originPocketId"],
    ["a description that is too long", { description: "x".repeat(101) }, "description"],
    ["a description that turns text round", { description: "pay \u202e4711" }, "description"],
    ["two lines", { description: "a\nb" }, "description"],
    ["a long reference", { kind: "jikonet", endToEnd: "x".repeat(36) }, "endToEnd"],
    ["myself as reviewer", { reviewers: ["10000000-0000-4000-8000-000000000001"] }, "reviewers"],
    ["one reviewer twice", { reviewers: [uuid(1), uuid(1)] }, "reviewers"],
    ["an amount in another grammar", { amount: "1.234,56" }, "amount"],
    ["an unknown kind", { kind: "cheque" }, "kind"],
  ] as [string, Partial<TransferValues>, string][])("refuses %s", (_, changes, field) => {
    expect(fieldsOf(good(changes))).toEqual([field]);
  });

  it.each(["PENDING", "UNLINKED", "FAILED", "SOMETHING"])("does not pay a payee that is %s", (status) => {
    expect(fieldsOf(good(), { ...facts, payees: [payee(5, "wire", { status })] })).toEqual(["counterpartyId"]);
  });

  it("ignores what belongs to another kind", () => {
    expect(fieldsOf(good({ kind: "usdc", description: "x".repeat(200), endToEnd: "x".repeat(99), destinationPocketId: "?" }))).toEqual([]);
  });

  it("warns of too little money but does not stand in the way", () => {
    const checked = checkTransfer(good({ amount: "5,000.01" }), facts);
    expect(checked).toMatchObject({ ok: true, warnings: [{ field: "amount" }] });
    expect(checkTransfer(good({ amount: "5,000.00" }), facts)).toMatchObject({ ok: true, warnings: [] });
  });

  it("files everything as a full withdrawal, without an amount", () => {
    const checked = checkTransfer(good({ amountMode: "everything", amount: "nonsense" }), facts);
    if (!checked.ok) throw new Error("refused");
    expect(toCreateTransfer(checked, draftId).amount).toEqual({ type: "FULL_WITHDRAWAL" });
  });

  it("sends exactly the amount that was typed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), fc.constantFrom(...transferKinds), (value, kind) => {
        const checked = checkTransfer(good({ kind, amount: formatCents(cents(value)) }));
        if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
        expect(toCreateTransfer(checked, draftId).amount).toEqual({ type: "REQUESTED_AMOUNT", amount_usdc: value });
      }),
    );
  });

  it("never throws, and whatever it passes Jiko's schema takes", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(uuid(1), uuid(2), uuid(5), uuid(7), "12.50"));
    const values = fc.record({
      kind: fc.constantFrom(...transferKinds),
      originPocketId: text,
      destinationPocketId: text,
      counterpartyId: text,
      transferType: fc.constantFrom("BANK_TRANSFER", "SECURITY_TRANSFER"),
      amountMode: fc.constantFrom("amount", "everything"),
      amount: text,
      description: fc.string({ maxLength: 120 }),
      endToEnd: fc.string({ maxLength: 40 }),
      reviewers: fc.array(text, { maxLength: 2 }),
    }) as fc.Arbitrary<TransferValues>;
    fc.assert(
      fc.property(values, fc.boolean(), (one, known) => {
        const checked = checkTransfer(one, known ? facts : {});
        if (!checked.ok) return checked.faults.every(({ message }) => message.length > 0) && checked.faults.length > 0;
        const body = toCreateTransfer(checked, draftId);
        return createTransfer.safeParse(body).success;
      }),
      { numRuns: 2000 },
    );
  });

  it("names the type of payee of each kind", () => {
    expect(payeeTypeOf).toEqual({ jikonet: "on_us", wire: "wire", international_wire: "international_wire", usdc: "crypto_wallet" });
  });
});
