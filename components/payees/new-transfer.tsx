"use client";

import { BeginTransfer, type BeginTransferProps } from "@/components/ui/begin-transfer";
import { canBePaid } from "@/lib/forms/payee";
import { emptyTransfer } from "@/lib/forms/transfer";
import { transferKindOf } from "./words";

type Payee = Record<"id" | "type" | "status", string>;

/** Begins a transfer to this payee. */
export function NewTransfer({ payee: { id, type, status }, tone }: { payee: Payee } & Pick<BeginTransferProps, "tone">) {
  const kind = transferKindOf(type);
  const why = !kind ? "Jiko files no transfers to this kind of payee." : canBePaid(status) ? null : "This payee cannot be paid now.";
  return <BeginTransfer label="New transfer" tone={tone} barred={why} values={() => ({ ...emptyTransfer, kind: kind!, counterpartyId: id })} />;
}
