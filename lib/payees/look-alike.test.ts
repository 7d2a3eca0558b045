import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counterparty, CreateCounterparty } from "@/lib/jiko/counterparties";
import { asPayee, disguised, endingKey, findingsOf, placeOf, plainName, skeletonOf } from "./look-alike";

const name = (business_name: string) => ({ type: "business" as const, business_name });
const address = { street_address: "1 Sample Way", street_address2: null, city: "Columbus", postal_code: "43004", state: "OH", country: "US" };
const wire = (who: string, identifier = "000123456789", routing_number = "021000021"): CreateCounterparty => ({
  routing_number, identifier, address, wire_instructions: null, counterparty_name: name(who),
});
const known = (body: CreateCounterparty, changes: Partial<Counterparty> = {}) =>
  ({ ...asPayee(body), id: "there", status: "VERIFIED", ...changes }) as Counterparty;
const codes = (body: CreateCounterparty, ...payees: Counterparty[]) => findingsOf(body, payees).map(({ code }) => code);

it("accounts of one place have one key of their ending, however they are written", () => {
  const separated = (digits: string, separators: readonly string[]) => [...digits].map((one, i) => one + (separators[i] ?? "")).join("");
  const written = fc.tuple(fc.stringMatching(/^0{0,4}$/), fc.array(fc.constantFrom("", "", " ", "-"), { maxLength: 12 }));
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9][0-9]{0,11}$/), written, written, (digits, ...ways) => {
      const [a, b] = ways.map(([zeros, separators]) => separated(zeros + digits, separators).replace(/[ -]$/, ""));
      const payee = { type: "wire", routing_number: "021000021" } as const;
      expect(placeOf(payee, a!)).toBe(placeOf(payee, b!));
      expect(endingKey(a!.slice(-4))).toBe(endingKey(b!.slice(-4)));
      expect(endingKey(a!)).toBe(endingKey(b!.slice(-4)));
    }),
  );
});

describe("names", () => {
  it.each([
    ["Sample Supplies LLC", "SAMPLE SUPPLIES, L.L.C."],
    ["Sample Supplies LLC", "Sample Supplies Inc."],
    ["Müller & Söhne GmbH", "Muller and Sohne"],
    ["Ｓａｍｐｌｅ Supplies", "Sample Supplies"],
    ["Sample  Supplies Co., Ltd.", "sample-supplies"],
  ])("%s and %s are the same", (a, b) => expect(plainName(a)).toBe(plainName(b)));

  it.each([
    ["Sample Supplies", "Sаmple Supplies"],
    ["Sample Supplies LLC", "Sample Suppl1es LLC"],
    ["Modern Parts", "Modem Parts"],
    ["ALPHA", "ΑLPHΑ"],
    ["Illinois Steel", "lllinois Steel"],
    ["Zer0 Foods", "Zero Foods"],
  ])("%s and %s read alike and are not the same", (a, b) => {
    expect(skeletonOf(a)).toBe(skeletonOf(b));
    expect(plainName(a)).not.toBe(plainName(b));
  });

  it("keeps names apart that differ, and a name that is nothing but a legal form", () => {
    expect(skeletonOf("Sample Supplies")).not.toBe(skeletonOf("Sample Supply"));
    expect(skeletonOf("Sample Holding One")).not.toBe(skeletonOf("Sample Holding Two"));
    expect(plainName("Co Ltd")).toBe("co");
  });

  it("is stable: the same name twice is the same, and case never matters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(skeletonOf(skeletonOf(text))).toBe(skeletonOf(text));
        if (plainName(text) === plainName(text.toUpperCase())) expect(skeletonOf(text)).toBe(skeletonOf(text.toUpperCase()));
      }),
    );
  });

  it("finds letters of other alphabets among Latin ones, and no alphabet of its own", () => {
    expect(disguised("Sаmple")).toEqual(["а"]);
    expect(disguised("Пример")).toEqual([]);
    expect(disguised("Müller Sample")).toEqual([]);
  });
});

describe("findingsOf", () => {
  it("finds the same account under the same name and under another, however it is written", () => {
    expect(codes(wire("Sample Supplies"), known(wire("SAMPLE SUPPLIES LLC")))).toEqual(["same-payee"]);
    expect(codes(wire("Other Name", "123-456-789"), known(wire("Sample Supplies")))).toEqual(["same-account"]);
    expect(codes(wire("Other Name", "000123456789", "011000015"), known(wire("Sample Supplies")))).toEqual([]);
    expect(codes(wire("Other Name", "000123456780"), known(wire("Sample Supplies")))).toEqual([]);
  });

  it("finds one account over kinds that share it: wire and ACH, and an IBAN anywhere", () => {
    const ach: CreateCounterparty = { routing_number: "021000021", account_number: "123456789", account_type: "CHECKING", counterparty_name: name("Other") };
    expect(codes(ach, known(wire("Sample Supplies")))).toEqual(["same-account"]);
    const abroad: CreateCounterparty = {
      bic: "EXMPDEFF", identifier: "DE89370400440532013000", identifier_type: "IBAN", address, institution_name: "Bank",
      institution_address: address, wire_instructions: null, counterparty_name: name("Other"),
    };
    expect(codes(abroad, known({ ...abroad, bic: "EXMPDEFFXXX", counterparty_name: name("Sample") }))).toEqual(["same-account"]);
    const wallet = (text: string): CreateCounterparty => ({ network: "BASE", address: text, counterparty_name: name("Other") });
    const upper = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    expect(codes(wallet(upper), known({ ...wallet(upper.toLowerCase()), network: "ETHEREUM" }))).toEqual(["same-payee"]);
  });

  it("finds the same and a confusable name with other digits, and says nothing of its account but the end", () => {
    const there = known(wire("Sample Supplies LLC"));
    const [same] = findingsOf(wire("Sample Supplies", "999888777"), [there]);
    expect(same).toMatchObject({ code: "same-name", key: "same-name there", payee: { accountEnding: "6789" } });
    expect(JSON.stringify(same)).not.toContain("000123456789");
    expect(codes(wire("Sаmple Supplies LLC", "999888777"), there)).toEqual(["similar-name", "unusual-characters"]);
  });

  it("says to link again what is unlinked, and puts the weightiest first", () => {
    const there = known(wire("Sample Supplies LLC"), { status: "UNLINKED" });
    const other = known(wire("Sample Supplies LLC", "555"), { id: "other" });
    const found = findingsOf(wire("Sample Supplies"), [other, there]);
    expect(found.map(({ key }) => key)).toEqual(["same-payee there", "same-name other"]);
    expect(found[0]!.text).toContain("link it again");
  });

  it("finds a payee again whatever spaces, case and zeros its writing has", () => {
    const writings = fc.record({ spaced: fc.boolean(), upper: fc.boolean(), zeros: fc.nat(3), digits: fc.stringMatching(/^[1-9][0-9]{5,11}$/) });
    fc.assert(
      fc.property(writings, ({ spaced, upper, zeros, digits }) => {
        const who = upper ? "SAMPLE SUPPLIES" : "Sample Supplies LLC";
        const account = "0".repeat(zeros) + (spaced ? digits.replace(/(.{3})/g, "$1 ") : digits);
        expect(codes(wire("Sample Supplies", digits), known(wire(who, account)))).toEqual(["same-payee"]);
      }),
    );
  });
});
