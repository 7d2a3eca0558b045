"use client";

import { useQuery } from "@tanstack/react-query";
import { pocketsQuery } from "@/components/api/reads";
import { useDesk } from "@/components/ui/desk";
import { checkTransfer, type CheckedTransfer, type TransferValues } from "@/lib/forms/transfer";
import { payeesQuery } from "./queries";

/** What the form knows of the company: pockets and, for kinds that pay somebody, the payees of that kind. */
export function useFacts(values: TransferValues) {
  const { viewer } = useDesk();
  const pockets = useQuery(pocketsQuery());
  const paid = values.kind === "own" ? null : values.kind;
  const payees = useQuery({ ...payeesQuery(paid ?? "wire"), enabled: paid !== null });
  const list = pockets.data?.items;
  const origin = list?.find((one) => one.id === values.originPocketId) ?? null;
  const destination = list?.find((one) => one.id === values.destinationPocketId) ?? null;
  const payee = paid ? (payees.data?.items.find((one) => one.id === values.counterpartyId) ?? null) : null;
  const checked: CheckedTransfer = checkTransfer(values, {
    pockets: list,
    // A list that goes on on a next page proves nothing about who is missing from it; the server looks at the payee itself.
    payees: payees.data && (payee || !payees.data.next_page) ? payees.data.items : undefined,
    memberId: viewer.memberId,
  });
  return { pockets, payees, origin, destination, payee, checked };
}

export type Facts = ReturnType<typeof useFacts>;
