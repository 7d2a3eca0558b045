import { z } from "zod";
import { operation } from "./operation";
import { date, openEnum } from "./schemas";

/** Kinds of a legal agreement. The field is documented, its values are related. */
export const agreementTypes = [
  "PRIVACY_POLICY",
  "PRIVACY_NOTICE",
  "BUSINESS_CONTINUITY_PLAN",
  "FINANCIAL_STATEMENT",
  "US_TREASURIES_RISK",
  "ELECTRONIC_COMMUNICATIONS",
  "TAX_CERTIFICATION_FOR_US_PERSON",
  "BANK_ACCOUNT",
  "LIMITATIONS",
  "BROKERAGE",
  "CARD",
  "CASHBACK",
  "FORM_CRS",
  "AUTHORIZED_REPRESENTATIVE_CERTIFICATION",
  "TERMS_OF_USE",
  "ELECTRONIC_FUND_TRANSFERS",
  "TRUTH_IN_SAVINGS",
  "FEE_NOTICE",
  "FUNDS_AVAILABILITY",
  "REGULATION_E",
] as const;

const agreementDocument = z.object({
  title: z.string(),
  type: openEnum(agreementTypes),
  category: openEnum(["BANK", "BROKERAGE", "GENERAL", "E-SIGN"]),
  /** To be taken as short-lived: fetched at the moment of a click, never stored, never sent to a browser. */
  pdf_download_url: z.url().max(2083),
});

/** The bundle in force: one object, no list. `version` rises whenever the bundle changes. */
export const agreement = z.object({ version: z.string(), release_date: date, documents: z.array(agreementDocument) });

export const agreementsGet = operation({
  id: "agreements.get",
  operationId: "list_agreements_api_v1_agreements__get",
  method: "GET",
  path: "/api/v1/agreements/",
  answer: agreement,
  success: 200,
  scope: "agreements.read",
  group: "agreements",
  provenance: { operation: "documented", body: null, answer: "documented" },
  view: ({ version, release_date, documents }) => ({
    version,
    release_date,
    documents: documents.map(({ title, type, category }) => ({ title, type, category })),
  }),
});
