import type { Counterparty } from "@/lib/jiko/counterparties";

/** The five kinds of payee, as Jiko names them. */
export const payeeKinds = ["wire", "international_wire", "on_us", "crypto_wallet", "ach"] as const satisfies Counterparty["type"][];
export type PayeeKind = (typeof payeeKinds)[number];

/** Whether transfers can be filed to a payee in this state of Jiko's. A state that is not known here never counts as one. */
export const canBePaid = (status: string): boolean => status === "VERIFIED" || status === "LINKED";

/** Blockchains that a wallet can be on. Jiko publishes no list: these are where USDC is issued, and Jiko refuses what it does not take. */
export const networks = [
  { value: "ETHEREUM", label: "Ethereum", family: "evm" },
  { value: "BASE", label: "Base", family: "evm" },
  { value: "POLYGON", label: "Polygon", family: "evm" },
  { value: "ARBITRUM", label: "Arbitrum", family: "evm" },
  { value: "SOLANA", label: "Solana", family: "solana" },
] as const;

/** What the form holds, exactly as it was typed. What belongs to another kind stays and is left out when it is sent. */
export interface PayeeValues {
  kind: PayeeKind;
  nameType: "business" | "individual";
  businessName: string;
  firstName: string;
  middleName: string;
  lastName: string;
  routingNumber: string;
  /** Account number, IBAN, Jiko Network Address or wallet. */
  account: string;
  accountType: "CHECKING" | "SAVINGS";
  identifierType: "IBAN" | "ACCOUNT_NUMBER";
  bic: string;
  network: string;
  street: string;
  street2: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
  bankName: string;
  bankStreet: string;
  bankStreet2: string;
  bankCity: string;
  bankState: string;
  bankPostalCode: string;
  bankCountry: string;
  instructions: string;
}
export type PayeeField = keyof PayeeValues;

export const emptyPayee: PayeeValues = {
  kind: "wire", nameType: "business", businessName: "", firstName: "", middleName: "", lastName: "",
  routingNumber: "", account: "", accountType: "CHECKING", identifierType: "IBAN", bic: "", network: networks[0].value,
  street: "", street2: "", city: "", state: "", postalCode: "", country: "",
  bankName: "", bankStreet: "", bankStreet2: "", bankCity: "", bankState: "", bankPostalCode: "", bankCountry: "",
  instructions: "",
};

/** The form as a draft holds it. What is missing or of another kind is as in an empty form: a draft is only text that was typed. */
export function readPayee(value: Record<string, unknown>): PayeeValues {
  const texts = Object.entries(emptyPayee).map(([name, empty]) => [name, typeof value[name] === "string" ? value[name] : empty]);
  const read = Object.fromEntries(texts) as unknown as Record<PayeeField, string>;
  const among = <Word extends string>(words: readonly Word[], word: string, otherwise: Word): Word =>
    words.find((one) => one === word) ?? otherwise;
  return {
    ...read,
    kind: among(payeeKinds, read.kind, "wire"),
    nameType: among(["business", "individual"], read.nameType, "business"),
    accountType: among(["CHECKING", "SAVINGS"], read.accountType, "CHECKING"),
    identifierType: among(["IBAN", "ACCOUNT_NUMBER"], read.identifierType, "IBAN"),
  };
}

/** The payee's name on one line, as typed. */
export const typedName = (values: PayeeValues): string =>
  (values.nameType === "business" ? [values.businessName] : [values.firstName, values.middleName, values.lastName])
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" ");
