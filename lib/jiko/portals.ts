import { z } from "zod";
import { operation } from "./operation";
import { cursorList, generalAddress, id, nullable, openEnum, paging } from "./schemas";

export const portalStatuses = ["OPEN", "CLOSED"] as const;
export const portalTypes = ["BANK_ACCOUNT", "CRYPTO_ADDRESS"] as const;

/** Where others pay into a pocket: a routing and account number, or an address on a chain. */
export const portal = z.object({
  id,
  pocket_id: id,
  name: z.string(),
  status: openEnum(portalStatuses),
  type: openEnum(portalTypes),
  routing_number: nullable(z.string()),
  account_number: nullable(z.string()),
  network: nullable(z.string()),
  address: nullable(z.string()),
});
export type Portal = z.output<typeof portal>;

/**
 * What a list tells of a portal: the last four digits tell accounts apart; in full the number stands on the funding
 * instructions alone. An address on a chain is public by nature, and Jiko has no other read for it.
 */
function portalView({ account_number, ...rest }: Portal) {
  return { ...rest, account_ending: account_number?.slice(-4) ?? null };
}
export type PortalView = ReturnType<typeof portalView>;

/** The longest name that both the create (128, related) and the rename (50, related) take. */
export const portalNameLimit = 50;

const list = {
  method: "GET",
  query: z.strictObject(paging),
  answer: cursorList(portal),
  success: 200,
  scope: "pockets.read",
  group: "portals",
  provenance: { operation: "documented", body: null, answer: "assumed" },
  view: ({ items, ...page }: { items: Portal[]; next_page: string | null; prev_page: string | null }) => ({ ...page, items: items.map(portalView) }),
} as const;

export const portalsListAll = operation({
  ...list,
  id: "portals.listAll",
  operationId: "list-customer-portals-v2",
  path: "/api/v2/portals/",
});

export const portalsList = operation({
  ...list,
  id: "portals.list",
  operationId: "list-pocket-portals-v2",
  path: "/api/v2/pockets/{pocket_id}/portals/",
});

const write = { scope: "pockets.write", group: "portals" } as const;

export const portalsCreate = operation({
  ...write,
  id: "portals.create",
  operationId: "create-pocket-portal",
  method: "POST",
  path: "/api/v2/pockets/{pocket_id}/portals/",
  body: z
    .object({ name: z.string().min(1).max(128), type: z.enum(portalTypes).default("BANK_ACCOUNT"), network: z.string().nullish() })
    .refine(({ type, network }) => type !== "CRYPTO_ADDRESS" || network, { path: ["network"], message: "A chain address needs its network" }),
  answer: portal,
  success: 201,
  provenance: { operation: "documented", body: "related", answer: "assumed" },
});

/** Renames a portal or closes it for good; the answer has no body. */
export const portalsUpdate = operation({
  ...write,
  id: "portals.update",
  operationId: "update-pocket-portal",
  method: "PATCH",
  path: "/api/v2/pockets/{pocket_id}/portals/{portal_id}/",
  body: z
    .object({ name: z.string().min(1).max(portalNameLimit).optional(), status: z.literal("CLOSED").optional() })
    .refine(({ name, status }) => name !== undefined || status !== undefined, "At least one of name and status is needed"),
  answer: z.undefined(),
  success: 204,
  provenance: { operation: "documented", body: "documented", answer: "documented" },
});

/** What a payer needs to pay in. The account number stands here in full, because somebody has to copy it. */
export const fundingInstructions = z.object({
  beneficiary_name: z.string(),
  beneficiary_address: generalAddress,
  bank_name: z.string(),
  bank_address: generalAddress,
  routing_number: z.string(),
  account_number: z.string(),
  /** For payers abroad. */
  swift_bic: nullable(z.string()),
  /** The 12-digit Jiko Network Address, where the pocket is on JikoNet. */
  network_address: nullable(z.string()),
});
export type FundingInstructions = z.output<typeof fundingInstructions>;

export const portalsFundingInstructions = operation({
  id: "portals.fundingInstructions",
  operationId: "get-funding-instructions",
  method: "GET",
  path: "/api/v2/pockets/{pocket_id}/portals/{portal_id}/funding-instructions/",
  answer: fundingInstructions,
  success: 200,
  scope: "pockets.read",
  group: "portals",
  provenance: { operation: "documented", body: null, answer: "assumed" },
});
