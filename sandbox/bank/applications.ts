import type { ApplicationRecord, PartyRecord } from "@/sandbox/company/types";
import { Refusal, type FaultItem } from "./errors";

/** Where something that is needed for applying is not there. The rules are assumed. */
type Missing = (string | number)[];

const empty = (value: unknown): boolean => value === null || value === undefined || value === "";

function missingOf(given: object | null | undefined, at: string, names: readonly string[]): Missing[] {
  if (!given) return [[at]];
  return names.filter((name) => empty((given as Record<string, unknown>)[name])).map((name) => [at, name]);
}

const partyNeeds = ["name", "address", "date_of_birth", "identification_number", "citizenship", "phone_number", "email"] as const;

function missingOfParties(parties: readonly PartyRecord[]): Missing[] {
  const missing: Missing[] = parties.flatMap((party, index) => [
    ...partyNeeds.filter((name) => empty(party[name])).map((name) => ["related_parties", index, name]),
    ...(party.roles?.length || party.ownership_percentage ? [] : [["related_parties", index, "roles"]]),
  ]);
  for (const role of ["CONTROL_PERSON", "AUTHORIZED_REPRESENTATIVE"]) {
    if (!parties.some(({ roles }) => roles?.includes(role as "CONTROL_PERSON"))) missing.push(["related_parties", role]);
  }
  return missing;
}

/** Refuses with 422 what cannot be applied with yet, naming each thing that is missing. */
export function checkComplete({ application, parties }: ApplicationRecord): void {
  const { risk_info, industry } = application;
  const missing: Missing[] = [
    ...(["name", "entity_type", "identification_number", "formation_date"] as const).filter((name) => empty(application[name])).map((name) => [name]),
    ...missingOf(application.address, "address", ["street_address", "city", "postal_code", "country"]),
    ...missingOf(application.contact, "contact", ["name", "phone_number", "email"]),
    ...missingOf(risk_info, "risk_info", [
      ...["company_mission", "has_current_enforcement_actions", "business_activity_location", "source_of_funds"],
      ...["account_usage", "annual_revenue", "monthly_transactions", "first_month_deposit"],
    ]),
    ...missingOf(industry, "industry", industry?.industry === "OTHER" ? ["industry", "other_industry"] : ["industry"]),
    ...missingOf(application.agreement_consent, "agreement_consent", ["version"]),
    ...missingOfParties(parties),
  ];
  const faults: FaultItem[] = missing.map((at) => ({ loc: ["body", ...at], msg: "Field required", type: "missing", input: null }));
  const owned = parties.reduce((sum, { ownership_percentage: share }) => sum + Math.round(Number(share ?? 0) * 1e6), 0);
  if (owned > 1e6) faults.push({ loc: ["body", "related_parties", "ownership_percentage"], msg: "The shares add up to more than 1", type: "value_error" });
  if (faults.length > 0) throw new Refusal(422, faults);
}
