import type { Rail } from "./policy/types";
import type { SnapshotSubject } from "./types";

/** How the money of a request travels, in the words that people read. */
export function railOf({ type, details, destination }: SnapshotSubject): string {
  if (type === "USDC") return "USDC payout";
  if (type === "WIRE") {
    if (destination.kind !== "payee") return "Wire";
    return destination.payee.type === "international_wire" ? "International wire" : "Wire";
  }
  if (type === "ON_US" && details?.type === "PEER_TO_PEER") return "JikoNet payment";
  if (type === "ON_US" && details?.type === "INTERNAL_REALLOCATION") {
    return details.transferType === "SECURITY_TRANSFER" ? "Between own pockets, bills move" : "Between own pockets, bank transfer";
  }
  return "Unknown kind of transfer";
}

/** The same as rules of a policy name it. */
export function railKindOf({ type, details, destination }: SnapshotSubject): Rail {
  if (type === "USDC") return "usdc";
  if (type === "WIRE") {
    if (destination.kind !== "payee") return "unknown";
    return destination.payee.type === "international_wire" ? "international_wire" : "wire";
  }
  if (type === "ON_US" && details?.type === "PEER_TO_PEER") return "jikonet";
  if (type !== "ON_US" || details?.type !== "INTERNAL_REALLOCATION") return "unknown";
  if (details.transferType === "SECURITY_TRANSFER") return "own_bills";
  return details.transferType === "BANK_TRANSFER" || details.transferType === null ? "own_cash" : "unknown";
}
