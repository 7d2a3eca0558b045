export const portalStatuses = ["OPEN", "CLOSED"] as const;

export const filterNames = ["pocket", "status"] as const;
export type PortalFilters = Record<(typeof filterNames)[number], string>;

export interface PortalsAddress {
  filters: PortalFilters;
  cursor: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads filters and cursor from an address; a filter that is not understood is no filter. */
export function readPortalsAddress(search: Record<string, string | string[] | undefined>): PortalsAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name].trim() : "");
  const pocket = uuid.test(one("pocket")) ? one("pocket").toLowerCase() : "";
  const status = portalStatuses.find((known) => known === one("status")) ?? "";
  return { filters: { pocket, status }, cursor: one("cursor") || null };
}

export function portalsHref(filters: Partial<PortalFilters>, cursor: string | null = null): string {
  const search = new URLSearchParams();
  for (const name of filterNames) if (filters[name]) search.set(name, filters[name]);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/portals?${search}` : "/portals";
}

interface Which {
  id: string;
  pocket_id: string;
}

export const portalHref = ({ id, pocket_id }: Which): string => `/portals/${pocket_id}/${id}`;

/** Where the funding instructions are fetched as a PDF: our own route, which asks Jiko at the moment of the click. */
export const fundingHref = ({ id, pocket_id }: Which): string => `/api/downloads/funding/${pocket_id}/${id}`;
