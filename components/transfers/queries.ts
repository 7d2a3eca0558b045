import { jikoQuery } from "@/components/api/jiko";
import { payeeTypeOf, type TransferKind } from "@/lib/forms/transfer";
import type { counterpartiesGet, counterpartiesList } from "@/lib/jiko/counterparties";
import type { teamList } from "@/lib/jiko/team";

export type PaidKind = Exclude<TransferKind, "own">;

export const payeesInput = (kind: PaidKind) => ({ limit: 100, type: payeeTypeOf[kind] }) as const;
export const payeesQuery = (kind: PaidKind) => jikoQuery<typeof counterpartiesList>("/v2/counterparties", payeesInput(kind));
export const payeeQuery = (id: string) => jikoQuery<typeof counterpartiesGet>(`/v2/counterparties/${id}`);

export const teamInput = { limit: 100 } as const;
export const teamQuery = () => jikoQuery<typeof teamList>("/v1/team", teamInput);
