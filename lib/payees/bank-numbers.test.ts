import fc from "fast-check";
import { composeIBAN, countrySpecs } from "ibantools";
import { describe, expect, it } from "vitest";
import { accountFault, bicFault, ibanFault, jikoAddressFault, looksLikeIban, postalCodeFault, routingFault, stateFault } from "./bank-numbers";

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const weights = [3, 7, 1, 3, 7, 1, 3, 7];
/** A routing number that is right: eight digits of a district that exists, and the digit that checks them. */
const routing = fc.tuple(fc.constantFrom("01", "12", "21", "32", "61", "72", "80"), digits(6)).map(([district, rest]) => {
  const sum = [...(district + rest)].reduce((total, digit, i) => total + Number(digit) * weights[i]!, 0);
  return `${district}${rest}${(10 - (sum % 10)) % 10}`;
});
const changedAt = (text: string, i: number, by: number) => `${text.slice(0, i)}${(Number(text[i]) + by) % 10}${text.slice(i + 1)}`;
const swappedAt = (text: string, i: number) => text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2);

describe("routing numbers", () => {
  it.each(["021000021", "011000015", "121000248"])("takes %s", (number) => expect(routingFault(number)).toBeNull());
  it.each(["", "02100002", "0210000210", "02100002a", "०२१००००२१", "021000022", "000000000", "990000008"])("refuses %s", (number) => {
    expect(routingFault(number)).not.toBeNull();
  });

  it("takes every one that checks, and notices each single digit that changes", () => {
    fc.assert(
      fc.property(routing, fc.nat(8), fc.integer({ min: 1, max: 9 }), (number, i, by) => {
        expect(routingFault(number)).toBeNull();
        expect(routingFault(changedAt(number, i, by))).not.toBeNull();
      }),
    );
  });

  it("notices two neighbours that changed places, unless they differ by five or nothing", () => {
    fc.assert(
      fc.property(routing, fc.nat(7), (number, i) => {
        fc.pre((Number(number[i]) - Number(number[i + 1])) % 5 !== 0);
        expect(routingFault(swappedAt(number, i))).not.toBeNull();
      }),
    );
  });
});

describe("IBANs", () => {
  it.each(["DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606", "NL91ABNA0417164300"])("takes %s", (iban) => {
    expect(ibanFault(iban)).toBeNull();
  });
  it.each([
    ["", "Enter the IBAN."],
    ["DE89370400440532013001", "The check digits do not fit"],
    ["DE8937040044053201300", "An IBAN of DE has 22 characters; these are 21."],
    ["US89370400440532013000", "“US” is none"],
    ["QQ89370400440532013000", "“QQ” is none"],
    ["DE89-3704", "letters and digits alone"],
    ["DE89 3704", "letters and digits alone"],
  ])("says what is wrong with %s", (iban, sentence) => expect(ibanFault(iban)).toContain(sentence));

  it("takes every German one that checks, and notices each single digit that changes", () => {
    fc.assert(
      fc.property(digits(18), fc.nat(19), fc.integer({ min: 1, max: 9 }), (bban, i, by) => {
        const iban = composeIBAN({ countryCode: "DE", bban })!;
        expect(ibanFault(iban)).toBeNull();
        expect(ibanFault(changedAt(iban, i + 2, by))).not.toBeNull();
      }),
    );
  });

  it("asks for the length of the country", () => {
    fc.assert(
      fc.property(digits(18), fc.integer({ min: 5, max: 33 }), (bban, length) => {
        const iban = composeIBAN({ countryCode: "DE", bban })!.padEnd(40, "0").slice(0, length);
        fc.pre(length !== countrySpecs.DE!.chars);
        expect(ibanFault(iban)).toContain("22 characters");
      }),
    );
  });

  it("never throws, whatever is typed", () => {
    // Any UTF-16, halves of characters included. (fast-check takes seconds to set up its own alphabet of everything.)
    const anything = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(anything, (text) => void [ibanFault, bicFault, routingFault, jikoAddressFault].map((rule) => rule(text))));
  });
});

describe("BICs", () => {
  it.each(["EXMPDEFF", "EXMPDEFFXXX", "EXMPXKPR", "EXMPGB2L"])("takes %s", (bic) => expect(bicFault(bic)).toBeNull());
  it.each(["", "EXMPDEF", "EXMPDEFFX", "EXMPDEFFXX", "EXMPQQFF", "EXM1DEFF", "exmpdeff", "EXMPDEFF\n"])("refuses %s", (bic) => {
    expect(bicFault(bic)).not.toBeNull();
  });
});

describe("the other numbers and codes", () => {
  it("asks for twelve digits of a Jiko Network Address", () => {
    expect(jikoAddressFault("400100200399")).toBeNull();
    expect(jikoAddressFault("40010020039")).toContain("these are 11");
    expect(jikoAddressFault("40010020039a")).toBe("A Jiko Network Address has 12 digits.");
  });

  it("takes accounts of digits and letters, and not too many", () => {
    expect(accountFault("000123456789", 17)).toBeNull();
    for (const text of ["", "12-34", "123456789012345678", "ABC", "１２３"]) expect(accountFault(text, 17)).not.toBeNull();
  });

  it("tells an IBAN from an account number", () => {
    expect(looksLikeIban("de89370400440532013000")).toBe(true);
    for (const text of ["000123456789", "AB12345", "DE8937040044O5"]) expect(looksLikeIban(text)).toBe(false);
  });

  it("asks for a state where one is needed", () => {
    expect(stateFault("OH", "US", true)).toBeNull();
    expect(stateFault("", "US", false)).not.toBeNull();
    expect(stateFault("XX", "US", true)).not.toBeNull();
    expect(stateFault("", "DE", true)).not.toBeNull();
    expect(stateFault("", "DE", false)).toBeNull();
    expect(stateFault("Bavaria", "DE", true)).toBeNull();
    expect(postalCodeFault("43004", "US") ?? postalCodeFault("43004-1234", "US") ?? postalCodeFault("EC1A 1AA", "GB")).toBeNull();
    expect(postalCodeFault("4300", "US")).not.toBeNull();
  });
});
