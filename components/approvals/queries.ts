import { jikoQuery } from "@/components/api/jiko";
import type { transferRequestsList } from "@/lib/jiko/transfer-requests";
import type { QueryOf } from "@/lib/jiko/operation";
import type { ApprovalTab } from "@/lib/approvals/types";

export const tabs = ["needsMe", "waiting", "mine", "done"] as const satisfies readonly ApprovalTab[];

/** What the address of the list says. */
export interface ApprovalsAddress {
  tab: ApprovalTab;
  cursor: string | null;
}

const names: Record<ApprovalTab, string> = { needsMe: "needs-me", waiting: "waiting", mine: "mine", done: "done" };

/** Whether a tab shows requests that no longer wait, of which there may be any number. */
export const isPaged = (tab: ApprovalTab): boolean => tab === "done" || tab === "mine";

/** Reads the address; what it does not understand falls back to what needs the viewer. */
export function readApprovalsAddress(search: Record<string, string | string[] | undefined>): ApprovalsAddress {
  const tab = tabs.find((one) => names[one] === search.tab) ?? "needsMe";
  return { tab, cursor: isPaged(tab) && typeof search.cursor === "string" && search.cursor ? search.cursor : null };
}

export function approvalsHref(tab: ApprovalTab, cursor: string | null = null): string {
  const search = new URLSearchParams();
  if (tab !== "needsMe") search.set("tab", names[tab]);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/approvals?${search}` : "/approvals";
}

/** A page of requests that no longer wait, newest first. Jiko cannot filter by who filed, so "mine" is picked from such pages. */
export const doneInput = (cursor: string | null): QueryOf<typeof transferRequestsList> => ({
  "status[]": ["APPROVED", "PROCESSING", "COMPLETED", "REJECTED", "CANCELED", "FAILED"],
  order: "desc",
  limit: 50,
  ...(cursor ? { cursor } : {}),
});
export const doneQuery = (cursor: string | null) => jikoQuery<typeof transferRequestsList>("/v1/transfer-requests", doneInput(cursor));
