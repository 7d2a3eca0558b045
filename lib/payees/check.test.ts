import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyPayee, payeeKinds, readPayee, type PayeeKind, type PayeeValues } from "@/lib/forms/payee";
import { createCounterparty } from "@/lib/jiko/counterparties";
import { checkPayee, formField } from "./check";

const home = { street: "100 Example Avenue", street2: "Floor 4", city: "Columbus", state: "oh", postalCode: "43004", country: "US" };
const bank = { bankName: "Beispielbank AG", bankStreet: "Platz 2", bankCity: "Frankfurt", bankPostalCode: "60311", bankCountry: "DE" };
const filled: Record<PayeeKind, Partial<PayeeValues>> = {
  wire: { routingNumber: "0210 0002 1", account: "000 123 456 789", ...home, instructions: " For account  7 " },
  international_wire: { bic: "exmpdeffxxx", account: "de89 3704 0044 0532 0130 00", ...home, ...bank },
  ach: { routingNumber: "021000021", account: "000222333444", accountType: "SAVINGS" },
  on_us: { account: "4001 0020 0399" },
  crypto_wallet: { network: "ETHEREUM", account: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" },
};
const good = (kind: PayeeKind, changes: Partial<PayeeValues> = {}): PayeeValues => ({
  ...emptyPayee, kind, businessName: " Sample  Supplies LLC ", ...filled[kind],
  ...changes,
});
const faultsOf = (values: PayeeValues) => {
  const checked = checkPayee(values);
  return checked.ok ? [] : checked.faults.map(({ field }) => field);
};
const sent = (values: PayeeValues) => {
  const checked = checkPayee(values);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked;
};

describe("checkPayee", () => {
  it.each(payeeKinds)("makes of a %s exactly a body that the contract takes", (kind) => {
    const { body, notes } = sent(good(kind));
    expect(createCounterparty.parse(body)).toEqual(body);
    expect(body.counterparty_name).toEqual({ type: "business", business_name: "Sample Supplies LLC" });
    expect(notes).toEqual([]);
  });

  it("sends numbers without their spaces and codes in capitals", () => {
    expect(sent(good("wire")).body).toMatchObject({
      routing_number: "021000021", identifier: "000123456789", wire_instructions: "For account 7",
      address: { street_address: "100 Example Avenue", street_address2: "Floor 4", state: "OH" },
    });
    expect(sent(good("international_wire")).body).toMatchObject({ bic: "EXMPDEFFXXX", identifier: "DE89370400440532013000", identifier_type: "IBAN" });
    expect(sent(good("on_us")).body).toMatchObject({ account_number: "400100200399" });
  });

  it("leaves out what belongs to another kind", () => {
    fc.assert(
      fc.property(fc.constantFrom(...payeeKinds), fc.constantFrom(...payeeKinds), (kind, other) => {
        expect(sent({ ...good(other), ...good(kind) }).body).toEqual(sent(good(kind)).body);
      }),
    );
  });

  it("asks for everything that an empty form lacks, each field once", () => {
    expect(faultsOf({ ...emptyPayee, kind: "wire" }).sort()).toEqual(
      ["account", "businessName", "city", "country", "postalCode", "routingNumber", "state", "street"].sort(),
    );
    expect(faultsOf({ ...emptyPayee, kind: "on_us", nameType: "individual" })).toEqual(["firstName", "lastName", "account"]);
    expect(faultsOf({ ...emptyPayee, kind: "crypto_wallet", network: "SOMECHAIN" })).toEqual(["businessName", "network", "account"]);
  });

  it.each([
    ["wire", { routingNumber: "021000022" }, "routingNumber"],
    ["wire", { account: "DE89370400440532013001" }, "account"],
    ["wire", { state: "" }, "state"],
    ["wire", { country: "DE", state: "" }, "state"],
    ["wire", { businessName: "Sample\u200b Supplies" }, "businessName"],
    ["wire", { businessName: "Sample \u202eseilppuS" }, "businessName"],
    ["wire", { instructions: "one\u0007" }, "instructions"],
    ["wire", { street: "x".repeat(251) }, "street"],
    ["international_wire", { bic: "EXMPQQFF" }, "bic"],
    ["international_wire", { account: "0001" }, "account"],
    ["international_wire", { bankName: "" }, "bankName"],
    ["ach", { account: "123456789012345678" }, "account"],
    ["on_us", { account: "4001002003990" }, "account"],
    ["crypto_wallet", { account: "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" }, "account"],
    ["crypto_wallet", { network: "SOLANA" }, "account"],
  ] as [PayeeKind, Partial<PayeeValues>, string][])("refuses in a %s %o", (kind, changes, field) => {
    expect(faultsOf(good(kind, changes))).toEqual([field]);
  });

  it("names a hidden character by its code point", () => {
    const checked = checkPayee(good("wire", { businessName: "Sample\u200bSupplies" }));
    expect(!checked.ok && checked.faults[0]!.message).toContain("U+200B) after “Sample”");
  });

  it("points out what does not go together without standing in the way", () => {
    expect(sent(good("international_wire", { bic: "EXMPGB2L" })).notes).toHaveLength(2);
    const { body, notes } = sent(good("crypto_wallet", { account: "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed" }));
    expect([body, notes.length]).toMatchObject([{ address: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" }, 1]);
  });

  it("gives a body or a fault for whatever is typed, and no body that the contract refuses", () => {
    const anything = fc.record(Object.fromEntries(Object.keys(emptyPayee).map((name) => [name, fc.string({ unit: "grapheme", maxLength: 30 })])));
    // Any UTF-16, halves of characters included. (fast-check takes seconds to set up its own alphabet of everything.)
    const units = fc.array(fc.nat(0xffff), { maxLength: 30 }).map((codes) => String.fromCharCode(...codes));
    const edited = fc.record({ businessName: units, city: units, instructions: fc.string() });
    fc.assert(
      fc.property(fc.constantFrom(...payeeKinds), anything, edited, (kind, texts, edits) => {
        for (const values of [readPayee({ ...texts, kind }), good(kind, edits)]) {
          const checked = checkPayee(values);
          if (checked.ok) expect(createCounterparty.safeParse(checked.body).success).toBe(true);
          else expect(checked.faults.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe("formField", () => {
  it.each([
    ["routing_number", "wire", "routingNumber"],
    ["CreateWireCounterpartyRequest.address.state", "wire", "state"],
    ["institution_address.postal_code", "international_wire", "bankPostalCode"],
    ["address", "crypto_wallet", "account"],
    ["counterparty_name.individual.first_name", "ach", "firstName"],
    ["identifier", "international_wire", "account"],
    ["something_new", "wire", null],
  ] as const)("knows where %s of a %s is typed", (path, kind, field) => expect(formField(path, { kind })).toBe(field));
});
