import type { ApplicationView, Part } from "./application";
import { millionthsOf, partyName, roleWords, type PartyView } from "./related-party";

/** One thing that stands between an application and its submission. */
export interface Missing {
  part: Part;
  message: string;
}

const empty = (value: unknown): boolean => value === null || value === undefined || value === "";

function of(part: Part, given: object | null, needed: Readonly<Record<string, string>>): Missing[] {
  return Object.entries(needed)
    .filter(([name]) => empty((given as Record<string, unknown> | null)?.[name]))
    .map(([, message]) => ({ part, message }));
}

const partyNeeds = {
  name: "a name",
  address: "an address",
  has_date_of_birth: "a date of birth",
  identification: "an identification number",
  citizenship: "a citizenship",
  phone_number: "a telephone number",
  email: "an e-mail address",
} as const;

function ofPeople(people: readonly PartyView[]): Missing[] {
  const missing: Missing[] = [];
  const say = (message: string) => void missing.push({ part: "people", message });
  for (const role of ["CONTROL_PERSON", "AUTHORIZED_REPRESENTATIVE"] as const) {
    if (!people.some(({ roles }) => roles?.includes(role))) say(`Name at least one ${roleWords[role].toLowerCase()}.`);
  }
  for (const person of people) {
    const lacks: string[] = Object.entries(partyNeeds)
      .filter(([name]) => empty(person[name as keyof typeof partyNeeds]) || person[name as keyof typeof partyNeeds] === false)
      .map(([, word]) => word);
    if (!person.roles?.length && !person.ownership_percentage) lacks.push("a role or a share");
    if (lacks.length > 0) say(`${partyName(person)} lacks ${lacks.join(", ")}.`);
  }
  if (people.reduce((sum, { ownership_percentage }) => sum + millionthsOf(ownership_percentage), 0) > 1_000_000) {
    say("The shares add up to more than 100 %.");
  }
  return missing;
}

/**
 * What an application lacks before it can be submitted, in the order of its steps. Jiko publishes no such list: what it
 * refuses beyond this is shown beside it (`partOf`).
 */
export function missing(application: ApplicationView, people: readonly PartyView[]): Missing[] {
  const { risk_info, industry } = application;
  return [
    ...of("business", application, {
      name: "The legal name.",
      entity_type: "The kind of company.",
      identification: "The identification number.",
      formation_date: "The day it was founded.",
    }),
    ...of("address", application.address, { street_address: "The street.", city: "The city.", postal_code: "The postal code.", country: "The country." }),
    ...of("contact", application.contact, { name: "The name of the contact.", phone_number: "The contact's telephone number.", email: "The contact's e-mail address." }),
    ...of("risk", risk_info, {
      company_mission: "What the company does.",
      has_current_enforcement_actions: "Whether there are enforcement actions.",
      business_activity_location: "Where the company works.",
      source_of_funds: "Where the money comes from.",
      account_usage: "What the account is for.",
      annual_revenue: "The yearly revenue.",
      monthly_transactions: "The transactions of a month.",
      first_month_deposit: "The deposit of the first month.",
    }),
    ...of("industry", industry, { industry: "The industry.", ...(industry?.industry === "OTHER" ? { other_industry: "The name of the industry." } : {}) }),
    ...of("agreement", application.agreement_consent, { version: "The consent to the agreement." }),
    ...ofPeople(people),
  ];
}

const partByField: Record<string, Part> = {
  address: "address",
  contact: "contact",
  risk_info: "risk",
  industry: "industry",
  agreement_consent: "agreement",
  related_parties: "people",
};

/** Where a field that Jiko refused is filled in: `risk_info.company_mission` in the step about risk. */
export const partOf = (field: string): Part => partByField[field.split(".")[0]!] ?? "business";
