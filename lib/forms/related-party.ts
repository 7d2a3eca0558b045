import type { FieldFault } from "@/lib/errors";
import type { relatedPartiesCreate, relatedPartiesList } from "@/lib/jiko/applications";
import type { InputOf, ViewOf } from "@/lib/jiko/operation";
import { addressBody, addressOf } from "./application";
import { addressFaults, countryFault, emailFault, isPastDay, nineDigits, phoneFault, textFault } from "./person-fields";

export type PartyView = ViewOf<typeof relatedPartiesList>["items"][number];
export type PartyBody = NonNullable<InputOf<typeof relatedPartiesCreate>["body"]>;

export const roleWords = { CONTROL_PERSON: "Control person", AUTHORIZED_REPRESENTATIVE: "Authorized representative" } as const;
export const personIdWords = { SSN: "Social security number", PASSPORT: "Passport", NON_US_ID: "Identity card of another country" } as const;

/** A person of an application as it is typed. */
export const emptyParty = {
  firstName: "", middleName: "", lastName: "", title: "",
  roles: [] as string[],
  /** Percent, like 51 or 12.5. */
  share: "",
  dateOfBirth: "", citizenship: "US", idType: "SSN", idCountry: "US", idNumber: "",
  phone: "", email: "", street: "", street2: "", city: "", state: "", postalCode: "", country: "US",
};
export type PartyValues = typeof emptyParty;

export function readParty(sent: Readonly<Record<string, unknown>>): PartyValues {
  const roles = Array.isArray(sent.roles) ? sent.roles.filter((one) => typeof one === "string") : [];
  const text = ([name, empty]: [string, unknown]) => [name, typeof sent[name] === "string" ? sent[name] : empty];
  return { ...(Object.fromEntries(Object.entries(emptyParty).map(text)) as PartyValues), roles };
}

/** A person as Jiko has them; the birthday and the number of a document stay with the server, and so are empty here. */
export const partyValues = (given: PartyView): PartyValues => ({
  firstName: given.name?.first_name ?? "",
  middleName: given.name?.middle_name ?? "",
  lastName: given.name?.last_name ?? "",
  title: given.title ?? "",
  roles: [...(given.roles ?? [])],
  share: given.ownership_percentage ? percentOf(given.ownership_percentage) : "",
  dateOfBirth: "",
  citizenship: given.citizenship ?? "US",
  idType: given.identification?.type ?? "SSN",
  idCountry: given.identification?.issuing_country ?? "US",
  idNumber: "",
  phone: given.phone_number ?? "",
  email: given.email ?? "",
  ...addressOf(given.address),
});

/** Millionths of the company; null for what is no share. `51` and `12.5` are percent. */
export function shareOf(percent: string): number | null {
  const [, whole, part = ""] = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(percent.trim()) ?? [];
  if (whole === undefined) return null;
  const millionths = Number(whole) * 10_000 + Number(part.padEnd(4, "0"));
  return millionths <= 1_000_000 ? millionths : null;
}

/** Millionths of a fraction as Jiko writes it (`0.51`). */
export function millionthsOf(fraction: string | null): number {
  const [, whole, part = ""] = /^(\d+)(?:\.(\d+))?$/.exec(fraction ?? "") ?? [];
  return whole === undefined ? 0 : Number(whole) * 1_000_000 + Number(part.slice(0, 6).padEnd(6, "0"));
}

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
const fractionOf = (millionths: number): string => trimmed(`${Math.floor(millionths / 1_000_000)}.${String(millionths % 1_000_000).padStart(6, "0")}`);

/** `0.515` → `51.5`. */
export function percentOf(fraction: string): string {
  const millionths = millionthsOf(fraction);
  return trimmed(`${Math.floor(millionths / 10_000)}.${String(millionths % 10_000).padStart(4, "0")}`);
}

interface Around {
  /** What Jiko has of this person already: those fields may stay empty. */
  known: { dateOfBirth: boolean; idNumber: boolean };
  today: string;
  /** The shares of everybody else, as Jiko writes them. */
  otherShares: readonly (string | null)[];
}

/** What is wrong with a person as typed. */
export function checkParty(values: PartyValues, { known, today, otherShares }: Around): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: keyof PartyValues, message: string | null) => void (message && faults.push({ field, message }));
  fault("firstName", textFault(values.firstName, { limit: 50, ask: "Fill this in." }));
  fault("middleName", textFault(values.middleName, { limit: 50 }));
  fault("lastName", textFault(values.lastName, { limit: 50, ask: "Fill this in." }));
  fault("title", textFault(values.title, { limit: 100 }));
  if (values.roles.some((role) => !(role in roleWords))) fault("roles", "Choose from the list.");
  if (values.roles.length === 0 && !values.share.trim()) fault("roles", "Choose a role, or give a share of the company.");
  if (values.share.trim()) {
    const share = shareOf(values.share);
    const others = otherShares.reduce((sum, one) => sum + millionthsOf(one), 0);
    if (share === null) fault("share", "A percentage from 0 to 100, like 51 or 12.5.");
    else if (share + others > 1_000_000) {
      fault("share", `The shares add up to more than 100 %: the others hold ${percentOf(fractionOf(others))} % already.`);
    }
  }
  if (values.dateOfBirth ? !isPastDay(values.dateOfBirth, today) : !known.dateOfBirth) fault("dateOfBirth", "Give a day in the past, like 1980-01-31.");
  fault("citizenship", countryFault(values.citizenship));
  fault("idCountry", countryFault(values.idCountry));
  if (!(values.idType in personIdWords)) fault("idType", "Choose one.");
  if (values.idNumber.trim() === "") fault("idNumber", known.idNumber ? null : "Give the number.");
  else if (values.idType === "SSN" && !nineDigits(values.idNumber)) fault("idNumber", "Nine digits, like 123-45-6789.");
  else fault("idNumber", textFault(values.idNumber, { limit: 50 }));
  fault("phone", phoneFault(values.phone));
  fault("email", emailFault(values.email));
  return [...faults, ...addressFaults(values)];
}

/** What Jiko is sent for a person that passed `checkParty`. What stayed empty because Jiko has it is left out. */
export function partyBody(values: PartyValues): PartyBody {
  const digits = values.idType === "SSN" ? nineDigits(values.idNumber) : null;
  const number = digits ? `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}` : values.idNumber.trim();
  const share = shareOf(values.share);
  return {
    name: { first_name: values.firstName.trim(), middle_name: values.middleName.trim() || null, last_name: values.lastName.trim() },
    title: values.title.trim() || null,
    roles: values.roles as (keyof typeof roleWords)[],
    ownership_percentage: values.share.trim() && share !== null ? fractionOf(share) : null,
    citizenship: values.citizenship.trim().toUpperCase(),
    phone_number: values.phone.trim(),
    email: values.email.trim(),
    address: addressBody(values),
    ...(values.dateOfBirth ? { date_of_birth: values.dateOfBirth } : {}),
    ...(number
      ? {
          identification_number: {
            identification_number: number,
            issuing_country: values.idCountry.trim().toUpperCase(),
            identification_type: values.idType as keyof typeof personIdWords,
          },
        }
      : {}),
  };
}

export const partyName = ({ name, title }: Pick<PartyView, "name" | "title">): string =>
  [name?.first_name, name?.middle_name, name?.last_name].filter(Boolean).join(" ") || title || "Unnamed person";
