import { emptyTransfer, type TransferKind, type TransferValues } from "@/lib/forms/transfer";
import { plainCents, type Cents } from "@/lib/treasury/money";
import type { SnapshotSubject } from "./types";

function kindOf({ type, details, destination }: SnapshotSubject): TransferKind | null {
  if (type === "USDC") return "usdc";
  if (type === "WIRE") return destination.kind === "payee" && destination.payee.type === "international_wire" ? "international_wire" : "wire";
  if (details?.type === "PEER_TO_PEER") return "jikonet";
  return details?.type === "INTERNAL_REALLOCATION" ? "own" : null;
}

/** The form of a request, filled as it was, so that it can be filed again with what was wrong put right; null for an unknown kind. */
export function valuesOf(subject: SnapshotSubject): TransferValues | null {
  const { amount, destination, details } = subject;
  const kind = kindOf(subject);
  if (kind === null || amount.type === "UNKNOWN") return null;
  return {
    ...emptyTransfer,
    kind,
    originPocketId: subject.pocket.id,
    destinationPocketId: destination.kind === "pocket" ? destination.id : "",
    counterpartyId: destination.kind === "payee" || destination.kind === "unreadable" ? destination.id : "",
    transferType: details?.transferType === "SECURITY_TRANSFER" ? "SECURITY_TRANSFER" : "BANK_TRANSFER",
    ...(amount.type === "FULL_WITHDRAWAL" ? { amountMode: "everything" } : { amountMode: "amount", amount: plainCents(amount.cents as Cents) }),
    description: subject.description ?? "",
    endToEnd: subject.endToEnd ?? "",
  };
}
