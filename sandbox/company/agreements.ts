import type { CompanyState } from "./types";
import { Sheet } from "./statements/sheet";

type Bundle = CompanyState["agreements"];

/** The bundle of legal agreements in force, as plainly made up as everything here. */
export const agreements = (): Bundle => ({
  version: "1.4.0",
  release_date: "2026-03-02",
  documents: [
    { title: "Terms of use", type: "TERMS_OF_USE", category: "GENERAL" },
    { title: "Privacy policy", type: "PRIVACY_POLICY", category: "GENERAL" },
    { title: "Bank account agreement", type: "BANK_ACCOUNT", category: "BANK" },
    { title: "Brokerage agreement", type: "BROKERAGE", category: "BROKERAGE" },
    { title: "US Treasury securities: risks", type: "US_TREASURIES_RISK", category: "BROKERAGE" },
    { title: "Customer relationship summary", type: "FORM_CRS", category: "BROKERAGE" },
    { title: "Business continuity plan", type: "BUSINESS_CONTINUITY_PLAN", category: "BROKERAGE" },
    { title: "Electronic communications consent", type: "ELECTRONIC_COMMUNICATIONS", category: "E-SIGN" },
  ],
});

/** Where an agreement lies behind a download link. */
export const agreementPath = (type: string): string => `agreements/${type}.pdf`;

/** The document of this type; null when the bundle in force has none. */
export async function agreementPdf(state: CompanyState, type: string): Promise<Uint8Array | null> {
  const { version, release_date, documents } = state.agreements;
  const found = documents.find((one) => one.type === type);
  if (!found) return null;
  const about = [`Version ${version}`, `Released ${release_date}`];
  const sheet = await Sheet.open({ title: found.title, about }, new Date(`${release_date}T00:00:00Z`));
  for (const [index, part] of ["What this is", "What you agree to", "How it changes"].entries()) {
    sheet.section(`${index + 1}. ${part}`);
    sheet.note("Sample text of a sandbox. It binds nobody and says nothing about the agreements of a real bank.");
  }
  return sheet.close(`${found.title} ${version}`);
}
