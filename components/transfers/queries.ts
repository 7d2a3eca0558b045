import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { Draft } from "@/lib/desk/drafts";
import { payeeTypeOf, type TransferKind } from "@/lib/forms/transfer";
import type { counterpartiesGet, counterpartiesList } from "@/lib/jiko/counterparties";
import type { teamList } from "@/lib/jiko/team";

export type PaidKind = Exclude<TransferKind, "own">;

export const payeesInput = (kind: PaidKind) => ({ limit: 100, type: payeeTypeOf[kind] }) as const;
export const payeesQuery = (kind: PaidKind) => jikoQuery<typeof counterpartiesList>("/v2/counterparties", payeesInput(kind));
export const payeeQuery = (id: string) => jikoQuery<typeof counterpartiesGet>(`/v2/counterparties/${id}`);

export const teamInput = { limit: 100 } as const;
export const teamQuery = () => jikoQuery<typeof teamList>("/v1/team", teamInput);

/** The viewer's unfinished transfers. */
export const draftsQuery = () =>
  queryOptions({
    queryKey: ["drafts", "transfer"],
    queryFn: ({ signal }) => request<{ items: Draft[] }>("/api/drafts?kind=transfer", { signal }),
    staleTime: 0,
  });
