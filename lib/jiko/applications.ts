import { z } from "zod";
import { applicationFields, applicationRequest, partyFields, partyRequest } from "./application-fields";
import { document } from "./documents";
import { operation } from "./operation";
import { cursorList, dateTime, id, nullable, openEnum, paging } from "./schemas";

export const applicationStatuses = [
  "CREATED", "SUBMITTED", "PENDING", "DOCUMENTS_NEEDED", "MANUAL_REVIEW", "APPROVED", "REJECTED", "CLOSED",
] as const;

export const application = z.object({
  id,
  status: openEnum(applicationStatuses),
  /** Null until `APPROVED`: the customer comes into being with it. */
  customer_id: nullable(id),
  exception_reasons: z.array(z.string()).default([]),
  time_created: dateTime,
  updated_at: dateTime,
  ...applicationFields,
});
export type Application = z.output<typeof application>;

export const relatedParty = z.object({ id, ...partyFields });
export type RelatedParty = z.output<typeof relatedParty>;

/** A number that names a person or company: its kind, country and last four characters are all that leaves our server. */
const ending = (number: string): string => number.replace(/[^A-Za-z0-9]/g, "").slice(-4);

const applicationView = ({ identification_number: given, ...rest }: Application) => ({
  ...rest,
  identification: given && { type: given.type, issuing_country: given.issuing_country, ending: ending(given.identification_number) },
});

const partyView = ({ identification_number: given, date_of_birth, ...rest }: RelatedParty) => ({
  ...rest,
  has_date_of_birth: date_of_birth !== null,
  identification: given && { type: given.identification_type, issuing_country: given.issuing_country, ending: ending(given.identification_number) },
});

const read = { method: "GET", scope: "onboarding.read", group: "unlisted", success: 200 } as const;
const write = { scope: "onboarding.write", group: "unlisted" } as const;

export const applicationsList = operation({
  ...read,
  id: "applications.list",
  operationId: "list_business_applications_api_v2_business_applications__get",
  path: "/api/v2/business-applications/",
  query: z.strictObject(paging),
  answer: cursorList(application),
  provenance: { operation: "documented", body: null, answer: "related" },
  view: ({ items, ...page }) => ({
    ...page,
    items: items.map(({ id, name, entity_type, status, customer_id, time_created, updated_at }) => ({
      id, name, entity_type, status, customer_id, time_created, updated_at,
    })),
  }),
});

/** `id` may be chosen by the caller (assumed); nothing else keeps a lost answer from becoming a second application. */
export const applicationsCreate = operation({
  ...write,
  id: "applications.create",
  operationId: "create_business_application_api_v2_business_applications__post",
  method: "POST",
  path: "/api/v2/business-applications/",
  body: applicationRequest.extend({ id: id.nullish() }),
  answer: application,
  success: 201,
  provenance: { operation: "documented", body: "related", answer: "related" },
});

export const applicationsGet = operation({
  ...read,
  id: "applications.get",
  operationId: "get_business_application_api_v2_business_applications__application_id___get",
  path: "/api/v2/business-applications/{application_id}/",
  answer: application,
  provenance: { operation: "documented", body: null, answer: "related" },
  view: applicationView,
});

export const applicationsUpdate = operation({
  ...write,
  id: "applications.update",
  operationId: "update_business_application_api_v2_business_applications__application_id___patch",
  method: "PATCH",
  path: "/api/v2/business-applications/{application_id}/",
  body: applicationRequest,
  answer: application,
  success: 200,
  provenance: { operation: "documented", body: "related", answer: "related" },
});

export const applicationsApply = operation({
  ...write,
  id: "applications.apply",
  operationId: "apply_business_application_api_v2_business_applications__application_id__apply__post",
  method: "POST",
  path: "/api/v2/business-applications/{application_id}/apply/",
  body: z.strictObject({}),
  answer: application,
  success: 200,
  provenance: { operation: "assumed", body: "assumed", answer: "related" },
});

export const relatedPartiesList = operation({
  ...read,
  id: "relatedParties.list",
  operationId: "list_related_parties_api_v2_business_applications__application_id__related_parties__get",
  path: "/api/v2/business-applications/{application_id}/related-parties/",
  query: z.strictObject(paging),
  answer: cursorList(relatedParty),
  provenance: { operation: "assumed", body: null, answer: "related" },
  view: ({ items, ...page }) => ({ ...page, items: items.map(partyView) }),
});

export const relatedPartiesCreate = operation({
  ...write,
  id: "relatedParties.create",
  operationId: "create_related_party_api_v2_business_applications__application_id__related_parties__post",
  method: "POST",
  path: "/api/v2/business-applications/{application_id}/related-parties/",
  body: partyRequest,
  answer: relatedParty,
  success: 201,
  provenance: { operation: "assumed", body: "related", answer: "related" },
});

export const relatedPartiesUpdate = operation({
  ...write,
  id: "relatedParties.update",
  operationId: "update_related_party_api_v2_business_applications__application_id__related_parties__related_party_id___patch",
  method: "PATCH",
  path: "/api/v2/business-applications/{application_id}/related-parties/{related_party_id}/",
  body: partyRequest,
  answer: relatedParty,
  success: 200,
  provenance: { operation: "assumed", body: "related", answer: "related" },
});

export const relatedPartiesDelete = operation({
  ...write,
  id: "relatedParties.delete",
  operationId: "delete_related_party_api_v2_business_applications__application_id__related_parties__related_party_id___delete",
  method: "DELETE",
  path: "/api/v2/business-applications/{application_id}/related-parties/{related_party_id}/",
  answer: z.undefined(),
  success: 204,
  provenance: { operation: "assumed", body: null, answer: "related" },
});

/** What Jiko asks for; each is uploaded through `documents.upload`. */
export const applicationDocumentsList = operation({
  ...read,
  id: "applicationDocuments.list",
  operationId: "list_document_requests_api_v2_business_applications__application_id__documents__get",
  path: "/api/v2/business-applications/{application_id}/documents/",
  query: z.strictObject(paging),
  answer: cursorList(document),
  provenance: { operation: "assumed", body: null, answer: "related" },
});
