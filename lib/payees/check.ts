import type { FieldFault } from "@/lib/errors";
import { networks, type PayeeField, type PayeeValues } from "@/lib/forms/payee";
import type { CreateCounterparty } from "@/lib/jiko/counterparties";
import * as numbers from "./bank-numbers";
import { hiddenFault, lineFault, tidy } from "./text";
import { checksummed, evmFault, lacksChecksum, solanaFault } from "./wallets";

export type CheckedPayee =
  | { ok: true; body: CreateCounterparty; notes: string[] }
  | { ok: false; faults: (FieldFault & { field: PayeeField })[] };

type AddressPart = "street" | "street2" | "city" | "state" | "postalCode" | "country";
const addressFields: Record<"own" | "bank", Record<AddressPart, PayeeField>> = {
  own: { street: "street", street2: "street2", city: "city", state: "state", postalCode: "postalCode", country: "country" },
  bank: {
    street: "bankStreet", street2: "bankStreet2", city: "bankCity",
    state: "bankState", postalCode: "bankPostalCode", country: "bankCountry",
  },
};

const nameLimit = 140;
const personLimit = 50;
const addressLimit = 250;

/**
 * Checks a form and makes exactly what Jiko is sent: the fields of the one shape, tidied, numbers without spaces. `notes` do
 * not stand in the way; whoever reviews the payee reads them.
 */
export function checkPayee(values: PayeeValues): CheckedPayee {
  const faults: (FieldFault & { field: PayeeField })[] = [];
  const notes: string[] = [];
  const fault = (field: PayeeField, message: string | null) => void (message && faults.push({ field, message }));

  /** A line of text, checked and tidied; `ask` is said where it is missing. */
  const line = (field: PayeeField, ask: string | null, limit = addressLimit): string => {
    fault(field, lineFault(tidy(values[field]), { ask, limit }));
    return tidy(values[field]);
  };
  /** A number or code: no spaces, and nothing that cannot be seen, before its own rule looks at it. */
  const number = (field: PayeeField, rule: (text: string) => string | null, shape = (text: string) => text): string => {
    const text = shape(numbers.withoutSpaces(values[field]));
    fault(field, hiddenFault(text) ?? rule(text));
    return text;
  };
  const capitals = (text: string) => text.toUpperCase();

  const name = (): CreateCounterparty["counterparty_name"] => {
    if (values.nameType === "business") {
      return { type: "business", business_name: line("businessName", "Enter the legal name.", nameLimit) };
    }
    const first_name = line("firstName", "Enter the first name.", personLimit);
    const middle_name = line("middleName", null, personLimit) || null;
    return { type: "individual", first_name, middle_name, last_name: line("lastName", "Enter the last name.", personLimit) };
  };

  const address = (of: keyof typeof addressFields, stateRequired: boolean) => {
    const fields = addressFields[of];
    const street_address = line(fields.street, "Enter street and number.");
    const street_address2 = line(fields.street2, null) || null;
    const city = line(fields.city, "Enter the city.");
    const country = values[fields.country];
    fault(fields.country, numbers.countryFault(country));
    const postal_code = line(fields.postalCode, "Enter the postal code.", 50);
    if (postal_code) fault(fields.postalCode, numbers.postalCodeFault(postal_code, country));
    const typed = line(fields.state, null);
    const state = country === "US" ? typed.toUpperCase() : typed;
    fault(fields.state, numbers.stateFault(state, country, stateRequired));
    return { street_address, street_address2, city, postal_code, state: state || null, country };
  };

  /** An account number, or an IBAN where it is told or cannot be anything else. */
  const account = (limit: number, iban: boolean | "perhaps"): string => {
    const compact = numbers.withoutSpaces(values.account);
    if (iban === true || (iban === "perhaps" && numbers.looksLikeIban(compact))) return number("account", numbers.ibanFault, capitals);
    return number("account", (text) => numbers.accountFault(text, limit));
  };
  const instructions = () => line("instructions", null) || null;

  const shape = (): CreateCounterparty => {
    const counterparty_name = name();
    switch (values.kind) {
      case "wire": {
        const routing_number = number("routingNumber", numbers.routingFault);
        const identifier = account(34, "perhaps");
        const { state, ...rest } = address("own", true);
        const home = { ...rest, state: state ?? "" };
        return { routing_number, identifier, address: home, wire_instructions: instructions(), counterparty_name };
      }
      case "international_wire": {
        const bic = number("bic", numbers.bicFault, capitals);
        const identifier_type = values.identifierType;
        const identifier = account(34, identifier_type === "IBAN");
        if (identifier_type === "IBAN" && identifier.slice(0, 2) !== bic.slice(4, 6)) {
          notes.push(`The IBAN is of ${identifier.slice(0, 2)}, the bank by its BIC in ${bic.slice(4, 6)}.`);
        }
        const own = address("own", false);
        const institution_name = line("bankName", "Enter the name of the bank.", nameLimit);
        const institution_address = address("bank", false);
        if (institution_address.country !== bic.slice(4, 6)) {
          notes.push(`The bank's address is in ${institution_address.country}, its BIC says ${bic.slice(4, 6)}.`);
        }
        return {
          bic, identifier, identifier_type, address: own, institution_name, institution_address,
          wire_instructions: instructions(), counterparty_name,
        };
      }
      case "ach": {
        const routing_number = number("routingNumber", numbers.routingFault);
        return { routing_number, account_number: account(17, false), account_type: values.accountType, counterparty_name };
      }
      case "on_us":
        return { account_number: number("account", numbers.jikoAddressFault), counterparty_name };
      case "crypto_wallet": {
        const network = networks.find(({ value }) => value === values.network);
        if (!network) fault("network", "Choose the network.");
        if (network?.family === "solana") {
          return { network: network.value, address: number("account", solanaFault), counterparty_name };
        }
        const typed = number("account", evmFault);
        if (lacksChecksum(typed)) {
          notes.push("The address was typed without the capitals that check it, so a slip of one character cannot be noticed.");
        }
        return { network: network?.value ?? "", address: evmFault(typed) ? typed : checksummed(typed), counterparty_name };
      }
    }
  };

  const body = shape();
  if (faults.length === 0) return { ok: true, body, notes };
  // The first thing that is wrong with a field is enough to know.
  return { ok: false, faults: faults.filter(({ field }, i) => faults.findIndex((one) => one.field === field) === i) };
}

/** Which field of the form a field of Jiko's body is typed in, by its path in a 422; null where it cannot be told. */
export function formField(path: string, { kind }: Pick<PayeeValues, "kind">): PayeeField | null {
  // A body that is told apart by its fields may be named with the shape that was tried.
  const parts = path.split(".").filter((part) => !/^Create\w+Request$/.test(part));
  const [first, last] = [parts[0] ?? "", parts.at(-1) ?? ""];
  const inAddress: Record<string, AddressPart> = {
    street_address: "street", street_address2: "street2", city: "city", state: "state", postal_code: "postalCode", country: "country",
  };
  if (first === "address" && kind === "crypto_wallet") return "account";
  if (first === "address" || first === "institution_address") {
    return addressFields[first === "address" ? "own" : "bank"][inAddress[last] ?? "street"];
  }
  const names: Record<string, PayeeField> = {
    business_name: "businessName", first_name: "firstName", middle_name: "middleName", last_name: "lastName",
  };
  if (first === "counterparty_name") return names[last] ?? "businessName";
  const plain: Record<string, PayeeField> = {
    routing_number: "routingNumber", identifier: "account", account_number: "account", account_type: "accountType",
    identifier_type: "identifierType", bic: "bic", institution_name: "bankName", wire_instructions: "instructions", network: "network",
  };
  return plain[first] ?? null;
}
