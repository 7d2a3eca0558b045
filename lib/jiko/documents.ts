import { z } from "zod";
import { operation, type RawBytes } from "./operation";
import { id, nullable, openEnum } from "./schemas";

/** What a document may be. The first ten are documented for the customer's upload, the rest is related. */
export const documentTypes = [
  "ID_FRONT", "ID_BACK", "ID_BARCODE", "SELFIE", "IDENTIFICATION_NUMBER_VERIFICATION", "ADDRESS_VERIFICATION", "PASSPORT",
  "EIN_CONFIRMATION", "OPERATING_AGREEMENT", "PARTNERSHIP_AGREEMENT", "ARTICLES_OF_INCORPORATION", "BYLAWS",
  "PROOF_OF_501_STATUS", "ARTICLES_OF_ASSOCIATION", "CORPORATE_CHARTER", "TRUST_FORMATION_RECORDS", "LIST_OF_TRUSTEES",
  "LEGAL_ANALYSIS_OF_BUSINESS_MODEL", "COINS_AND_TOKENS_LISTED_AND_OFFERED", "COIN_RATING_POLICY_AND_PROCEDURES",
  "TYPE_OF_BLOCKCHAIN_ANALYTICS_USED", "MARKET_MANIPULATION_POLICY", "BSA_AML_OFAC_POLICIES", "INDEPENDENT_AML_AUDIT_REPORT",
  "BSA_AML_OFAC_INTERNAL_RISK_ASSESSMENT", "ARTICLES_OF_ORGANIZATION", "FLOW_OF_FUNDS", "BANK_STATEMENTS_1", "BANK_STATEMENTS_2",
  "BANK_STATEMENTS_3", "WIRE_COUNTERPARTY_VERIFICATION", "OTHER",
] as const;

export const documentStatuses = ["PENDING_UPLOAD", "PENDING_REVIEW", "APPROVED", "INVALID"] as const;

/** A document that an application asks for. */
export const document = z.object({
  id,
  type: openEnum(documentTypes),
  status: openEnum(documentStatuses),
  /** Why it is `INVALID`. */
  exception_reason: nullable(z.string()),
  /** The file's name. */
  name: nullable(z.string()),
});
export type Document = z.output<typeof document>;

const file = { contentTypes: ["application/pdf", "image/png", "image/jpeg"], below: 52_428_800 } as const satisfies Partial<RawBytes>;

/** The file for a document request; 412 once it is approved. Jiko takes the file's name from `content-disposition`. */
export const documentsUpload = operation({
  id: "documents.upload",
  operationId: "upload_document_api_v2_documents__document_id___post",
  method: "POST",
  path: "/api/v2/documents/{document_id}/",
  file: { ...file, named: true },
  answer: document,
  success: 200,
  scope: "onboarding.write",
  group: "unlisted",
  provenance: { operation: "assumed", body: "related", answer: "related" },
});

/** A verification document for the customer's profile, such as a change of data rests on. */
export const customerDocumentsUpload = operation({
  id: "customerDocuments.upload",
  operationId: "upload_document_to_customer_api_v1_documents__document_type___post",
  method: "POST",
  path: "/api/v1/documents/{document_type}/",
  file: { ...file, named: false },
  answer: z.object({ success: z.boolean(), document_id: id }),
  success: 200,
  scope: "customer.write",
  group: "customer",
  provenance: { operation: "documented", body: "documented", answer: "documented" },
});
