import { countrySpecs, validateIBAN, ValidationErrorsIBAN } from "ibantools";

/** Spaces are for reading: they are never part of a number. */
export const withoutSpaces = (typed: string): string => typed.replace(/\s+/g, "");

/** ISO 3166 alpha-2, and XK, which banks use. */
export const countries: readonly string[] = Object.keys(countrySpecs).sort();
const isCountry = (code: string): boolean => Object.hasOwn(countrySpecs, code);

/** Ranges of the first two digits that the American Bankers Association has given out. */
const districts: readonly (readonly [from: number, to: number])[] = [[1, 12], [21, 32], [61, 72], [80, 80]];

/** What is wrong with an ABA routing number, or null. The ninth digit checks the others (weights 3, 7, 1; sum a multiple of ten). */
export function routingFault(number: string): string | null {
  if (!/^\d{9}$/.test(number)) return "A routing number has nine digits.";
  const sum = [...number].reduce((total, digit, i) => total + Number(digit) * [3, 7, 1][i % 3]!, 0);
  if (sum % 10 !== 0) return "The check digit does not fit: a digit is wrong or two changed places.";
  const district = Number(number.slice(0, 2));
  return districts.some(([from, to]) => district >= from && district <= to) ? null : "No bank has a routing number that begins like this.";
}

/** What is wrong with an account number that no rule checks, or null. */
export function accountFault(number: string, limit: number): string | null {
  if (number === "") return "Enter the account number.";
  if (!/^[0-9A-Za-z]+$/.test(number)) return "Use digits and letters alone, without hyphens or dots.";
  if (!/\d/.test(number)) return "An account number has digits.";
  return number.length > limit ? `At most ${limit} characters; these are ${number.length}.` : null;
}

/** Whether somebody who may enter either means an IBAN: two letters and two digits, and longer than an account number is. */
export const looksLikeIban = (text: string): boolean => /^[A-Za-z]{2}\d{2}[0-9A-Za-z]{11,}$/.test(text);

/** What is wrong with an IBAN in capitals without spaces, or null. Source: ISO 13616 and its registry, by ibantools. */
export function ibanFault(iban: string): string | null {
  if (iban === "") return "Enter the IBAN.";
  if (!/^[A-Z0-9]+$/.test(iban)) return "An IBAN has letters and digits alone.";
  const country = iban.slice(0, 2);
  const { valid, errorCodes } = validateIBAN(iban);
  if (valid) return null;
  const has = (code: ValidationErrorsIBAN) => errorCodes.includes(code);
  if (has(ValidationErrorsIBAN.NoIBANCountry) || !isCountry(country) || !countrySpecs[country]!.chars) {
    return `An IBAN begins with the letters of a country that has them; “${country}” is none.`;
  }
  if (has(ValidationErrorsIBAN.WrongBBANLength)) {
    return `An IBAN of ${country} has ${countrySpecs[country]!.chars} characters; these are ${iban.length}.`;
  }
  if (has(ValidationErrorsIBAN.WrongIBANChecksum)) return "The check digits do not fit: a character is wrong or two changed places.";
  return `This is not how an IBAN of ${country} is made up.`;
}

/** What is wrong with a BIC in capitals, or null. Source: ISO 9362: bank, country, place, and a branch or not. */
export function bicFault(bic: string): string | null {
  if (bic === "") return "Enter the BIC.";
  if (!/^[A-Z0-9]{8}([A-Z0-9]{3})?$/.test(bic)) return "A BIC has 8 or 11 letters and digits.";
  if (!/^[A-Z]{6}/.test(bic)) return "The first six characters of a BIC are letters.";
  const country = bic.slice(4, 6);
  return isCountry(country) ? null : `The fifth and sixth letters name a country; “${country}” is none.`;
}

/** What is wrong with a Jiko Network Address, or null. */
export const jikoAddressFault = (number: string): string | null =>
  /^\d{12}$/.test(number) ? null : `A Jiko Network Address has 12 digits${/^\d+$/.test(number) ? `; these are ${number.length}` : ""}.`;

const states = new Set(
  (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX " +
    "UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP"
  ).split(" "),
);

/** What is wrong with a state in capitals, or null. `required`: domestic wires name one, wherever the payee lives. */
export function stateFault(state: string, country: string, required: boolean): string | null {
  if (country === "US") return states.has(state) ? null : "Enter the two letters of the state, like OH.";
  return required && state === "" ? "A domestic wire needs a state or region." : null;
}

export function countryFault(country: string): string | null {
  return isCountry(country) ? null : "Choose the country.";
}

export const postalCodeFault = (code: string, country: string): string | null =>
  country === "US" && !/^\d{5}(-\d{4})?$/.test(code) ? "A ZIP code has five digits, or nine with a hyphen." : null;
