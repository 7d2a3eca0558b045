import { cents, type Cents } from "./money";

/** What is needed of a transfer request; the shape is Jiko's. */
interface Asked {
  status: string;
  transfer: { origin_pocket_id: string; amount: { type: string; amount_usdc?: number } };
}

export interface Pending {
  /** Sum of the requests that name an amount. */
  amount: Cents;
  /** Requests for everything: their amount is not known before they run. */
  everything: number;
  /** Requests whose kind of amount is not known here. */
  unclear: number;
  count: number;
}

const onItsWay = ["PENDING_APPROVAL", "APPROVED", "PROCESSING"];

/** What has been asked to leave a pocket (or all, for null) and has not ended: waiting, approved or processing requests. */
export function pendingOf(requests: readonly Asked[], pocketId: string | null): Pending {
  const pending = { amount: 0, everything: 0, unclear: 0, count: 0 };
  for (const { status, transfer } of requests) {
    if (!onItsWay.includes(status) || (pocketId !== null && transfer.origin_pocket_id !== pocketId)) continue;
    pending.count += 1;
    if (transfer.amount.type === "REQUESTED_AMOUNT" && transfer.amount.amount_usdc !== undefined) pending.amount += transfer.amount.amount_usdc;
    else if (transfer.amount.type === "FULL_WITHDRAWAL") pending.everything += 1;
    else pending.unclear += 1;
  }
  return { ...pending, amount: cents(pending.amount) };
}

/**
 * What is left of a balance after what is pending, never below zero; null where that cannot be said. Not a promise: how
 * much can be paid out at a given moment is for Jiko to decide.
 */
export function availableOf(balance: Cents, pending: Pending): Cents | null {
  if (pending.unclear > 0) return null;
  if (pending.everything > 0) return cents(0);
  return cents(Math.max(0, balance - pending.amount));
}
