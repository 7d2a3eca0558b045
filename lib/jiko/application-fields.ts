import { z } from "zod";
import { dateTime, generalAddress, nullable, openEnum } from "./schemas";

/** What an application and its related parties consist of. Fields and values are related: Jiko's Partner API has them. */

export const entityTypes = [
  "SOLE_PROPRIETOR", "CORPORATE", "LLC", "PARTNERSHIP", "INCORPORATED_ASSOCIATION", "UNINCORPORATED_ASSOCIATION",
] as const;

export const riskValues = {
  risk_categories: ["INTERNET_GAMBLING", "CANNABIS", "CRYPTOCURRENCY", "CROWDFUNDING", "FINANCIAL_OR_MONEY_MOVEMENT"],
  business_activity_location: ["PRIMARILY_US", "MIX_OF_US_AND_NON_US", "PRIMARILY_NON_US"],
  source_of_funds: ["INTERNAL_FUNDS", "CLIENT_OR_EXTERNAL_FUNDS"],
  account_usage: ["MONEY_STORAGE"],
  annual_revenue: ["PRE_REVENUE", "5M_OR_LESS", "BETWEEN_5M_100M", "100M_OR_MORE"],
  monthly_transactions: ["5_OR_LESS", "BETWEEN_5_AND_15", "15_OR_MORE"],
  first_month_deposit: ["1M_OR_LESS", "BETWEEN_1M_AND_5M", "BETWEEN_5M_AND_20M", "BETWEEN_20M_AND_50M", "50M_OR_MORE"],
} as const;

export const industries = [
  "ACCOUNTING_AND_BOOKKEEPING", "ADVERTISING", "ART", "ATM_OPERATOR", "BEAUTY_AND_COSMETIC_SERVICES", "BIOTECH",
  "BUSINESS_MANAGEMENT", "CLEANING_SERVICES", "CONSTRUCTION", "CONSULTING", "CRYPTOCURRENCY", "DESIGN", "ECOMMERCE", "EDUCATION",
  "ENERGY", "ENTERTAINMENT", "FINANCIAL_SERVICES", "FITNESS", "FOOD", "GAMBLING", "HARDWARE", "HEALTHCARE", "HOSPITALITY",
  "INSURANCE", "INVESTMENTS", "LEGAL_SERVICES", "MARKETING", "MARKETPLACE", "NONPROFIT", "OTHER", "PARKING_GARAGE",
  "PROFESSIONAL_TECHNICAL_OR_MECHANICAL_SERVICES", "REAL_ESTATE", "RECRUITING", "RESEARCH", "RESTAURANT", "RETAIL_STORES",
  "SECURITY", "SHIPPING_WAREHOUSING", "SOFTWARE", "SPORTS_TEAM", "SUPPORT_SERVICES", "TECHNOLOGY", "TRANSPORTATION", "TRAVEL",
  "WHOLESALE", "VENDING_MACHINE_OPERATOR", "WASTE_MANAGEMENT",
] as const;

export const businessIdTypes = ["EIN", "TIN", "NON_US_BUSINESS_ID"] as const;
export const personIdTypes = ["SSN", "PASSPORT", "NON_US_ID"] as const;
export const partyRoles = ["CONTROL_PERSON", "AUTHORIZED_REPRESENTATIVE"] as const;

const text = nullable(z.string());
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) => nullable(openEnum(values));

/** A person's name, each part at most 50 characters (documented). */
export const personName = z.object({ first_name: z.string(), middle_name: text, last_name: z.string() });
export const writtenName = z.strictObject({
  first_name: z.string().min(1).max(50),
  middle_name: z.string().max(50).nullish(),
  last_name: z.string().min(1).max(50),
});

/** An address as it is sent: as it is read, without keys that Jiko does not know. */
export const writtenAddress = z.strictObject({
  street_address: z.string().min(1).max(250),
  street_address2: z.string().max(250).nullish(),
  city: z.string().min(1).max(250),
  postal_code: z.string().min(1).max(50),
  state: z.string().max(50).nullish(),
  country: z.string().regex(/^[A-Z]{2}$/, "Expected a country code"),
});

/** An application as it is read. */
export const applicationFields = {
  name: text,
  entity_type: nullable(openEnum(entityTypes)),
  doing_business_as: text,
  identification_number: nullable(
    z.object({ identification_number: z.string(), issuing_country: text, type: openEnum(businessIdTypes) }),
  ),
  address: nullable(generalAddress),
  website: text,
  contact: nullable(z.object({ name: nullable(personName), phone_number: text, email: text })),
  formation_date: text,
  risk_info: nullable(
    z.object({
      risk_categories: nullable(z.array(openEnum(riskValues.risk_categories))),
      company_mission: text,
      has_current_enforcement_actions: nullable(z.boolean()),
      primary_regulator: text,
      business_activity_location: oneOf(riskValues.business_activity_location),
      source_of_funds: oneOf(riskValues.source_of_funds),
      account_usage: oneOf(riskValues.account_usage),
      annual_revenue: oneOf(riskValues.annual_revenue),
      monthly_transactions: oneOf(riskValues.monthly_transactions),
      first_month_deposit: oneOf(riskValues.first_month_deposit),
    }),
  ),
  industry: nullable(z.object({ industry: nullable(openEnum(industries)), other_industry: text })),
  agreement_consent: nullable(z.object({ version: z.string(), timestamp: dateTime })),
};

/** An application as it is written: every field may be left out (it stays as it is) or null (it is emptied). */
export const applicationRequest = z.strictObject({
  name: z.string().max(250).nullish(),
  entity_type: z.enum(entityTypes).nullish(),
  doing_business_as: z.string().max(250).nullish(),
  identification_number: z
    .strictObject({
      identification_number: z.string().min(1).max(50),
      issuing_country: z.string().regex(/^[A-Z]{2}$/, "Expected a country code").nullish(),
      type: z.enum(businessIdTypes),
    })
    .nullish(),
  address: writtenAddress.nullish(),
  website: z.string().max(2000).nullish(),
  contact: z.strictObject({ name: writtenName, phone_number: z.string().max(50).nullish(), email: z.string().max(254).nullish() }).nullish(),
  formation_date: z.iso.date().nullish(),
  risk_info: z
    .strictObject({
      risk_categories: z.array(z.enum(riskValues.risk_categories)).nullish(),
      company_mission: z.string().max(2000).nullish(),
      has_current_enforcement_actions: z.boolean().nullish(),
      primary_regulator: z.string().max(250).nullish(),
      business_activity_location: z.enum(riskValues.business_activity_location).nullish(),
      source_of_funds: z.enum(riskValues.source_of_funds).nullish(),
      account_usage: z.enum(riskValues.account_usage).nullish(),
      annual_revenue: z.enum(riskValues.annual_revenue).nullish(),
      monthly_transactions: z.enum(riskValues.monthly_transactions).nullish(),
      first_month_deposit: z.enum(riskValues.first_month_deposit).nullish(),
    })
    .nullish(),
  industry: z.strictObject({ industry: z.enum(industries).nullish(), other_industry: z.string().max(250).nullish() }).nullish(),
  agreement_consent: z.strictObject({ version: z.string().min(1).max(100), timestamp: dateTime }).nullish(),
});

/** A related party as it is read; its identification number comes back masked. */
export const partyFields = {
  title: text,
  name: nullable(personName),
  address: nullable(generalAddress),
  date_of_birth: text,
  identification_number: nullable(
    z.object({ identification_number: z.string(), issuing_country: text, identification_type: openEnum(personIdTypes) }),
  ),
  phone_number: text,
  email: text,
  citizenship: text,
  roles: nullable(z.array(openEnum(partyRoles))),
  /** Fraction of the company: `0.51` is 51 %. */
  ownership_percentage: text,
};

export const partyRequest = z.strictObject({
  title: z.string().max(100).nullish(),
  name: writtenName.nullish(),
  address: writtenAddress.nullish(),
  date_of_birth: z.iso.date().nullish(),
  identification_number: z
    .strictObject({
      identification_number: z.string().min(1).max(50),
      issuing_country: z.string().regex(/^[A-Z]{2}$/, "Expected a country code").nullish(),
      identification_type: z.enum(personIdTypes),
    })
    .nullish(),
  phone_number: z.string().max(50).nullish(),
  email: z.string().max(254).nullish(),
  citizenship: z.string().regex(/^[A-Z]{2}$/, "Expected a country code").nullish(),
  roles: z.array(z.enum(partyRoles)).nullish(),
  ownership_percentage: z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, "Expected a share from 0 to 1").nullish(),
});
