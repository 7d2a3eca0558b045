import { jikoQuery } from "@/components/api/jiko";
import type { agreementsGet } from "@/lib/jiko/agreements";
import type { applicationDocumentsList, applicationsGet, applicationsList, relatedPartiesList } from "@/lib/jiko/applications";

export const listInput = (cursor: string | null) => ({ limit: 50, ...(cursor ? { cursor } : {}) });
export const applicationsQuery = (cursor: string | null) => jikoQuery<typeof applicationsList>("/v2/business-applications", listInput(cursor));

export const applicationQuery = (id: string) => jikoQuery<typeof applicationsGet>(`/v2/business-applications/${id}`);

/** Nobody has more people or documents than fit on a page; should somebody, the page says so. */
export const wholeInput = { limit: 100 } as const;
export const peopleQuery = (id: string) => jikoQuery<typeof relatedPartiesList>(`/v2/business-applications/${id}/related-parties`, wholeInput);
export const documentsQuery = (id: string) => jikoQuery<typeof applicationDocumentsList>(`/v2/business-applications/${id}/documents`, wholeInput);

export const agreementsQuery = () => jikoQuery<typeof agreementsGet>("/v1/agreements");
