import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { cents, formatCents } from "@/lib/treasury/money";

export interface Place {
  /** Null where the request is not (or no longer) in the queue. */
  position: number | null;
  total: number;
  next: TransferRequest | null;
  previous: TransferRequest | null;
}

/** Where a request stands in the queue. One that has left it goes on with the first. */
export function placeOf(queue: readonly TransferRequest[], id: string): Place {
  const at = queue.findIndex((one) => one.id === id);
  if (at < 0) return { position: null, total: queue.length, next: queue[0] ?? null, previous: null };
  return { position: at + 1, total: queue.length, next: queue[at + 1] ?? null, previous: queue[at - 1] ?? null };
}

/** `$2,500,000.00 to Sample Supplies LLC`, for a link to a request. */
export function shortly({ transfer }: TransferRequest, pocketName?: (id: string) => string): string {
  const { amount } = transfer;
  const figure = amount.type === "REQUESTED_AMOUNT" ? formatCents(cents(amount.amount_usdc)) : amount.type === "FULL_WITHDRAWAL" ? "everything" : "a transfer";
  const own = transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" ? transfer.details.destination_pocket_id : null;
  const to = own ? (pocketName?.(own) ?? "an own pocket") : (transfer.counterparty_name ?? "a payee");
  return `${figure} to ${to}`;
}

/**
 * Whether a list that was read later shows the request in another state than the page does. `listed` is null where the
 * list is whole and the request is no longer in it.
 */
export function hasMoved(shown: TransferRequest, listed: TransferRequest | null): boolean {
  if (!listed) return true;
  if (Date.parse(listed.updated_at) < Date.parse(shown.updated_at)) return false;
  const parts = (one: TransferRequest) => JSON.stringify([one.status, one.transfer, one.reviewers, one.required_approvals, one.created_by]);
  return parts(shown) !== parts(listed);
}
