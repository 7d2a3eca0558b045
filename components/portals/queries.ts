import { jikoQuery } from "@/components/api/jiko";
import type { portalsFundingInstructions, portalsList, portalsListAll } from "@/lib/jiko/portals";

const paged = (cursor: string | null) => ({ limit: 100, ...(cursor ? { cursor } : {}) });

export const portalsInput = paged;
/** Portals of one pocket, or of all. */
export const portalsQuery = (pocketId: string, cursor: string | null) =>
  pocketId
    ? jikoQuery<typeof portalsList>(`/v2/pockets/${pocketId}/portals`, paged(cursor))
    : jikoQuery<typeof portalsListAll>("/v2/portals", paged(cursor));

export const fundingQuery = (pocketId: string, portalId: string) =>
  jikoQuery<typeof portalsFundingInstructions>(`/v2/pockets/${pocketId}/portals/${portalId}/funding-instructions`);
