import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { counterpartyIdOf, destinationPocketIdOf } from "./snapshot";
import type { SnapshotHistory } from "./types";

/** The lower of the two middle ones where their number is even; null where there are none. */
export const medianOf = (amounts: readonly number[]): number | null =>
  [...amounts].sort((a, b) => a - b)[Math.floor((amounts.length - 1) / 2)] ?? null;

/**
 * What was paid before to where this request pays: completed requests alone, told by the id of payee or pocket.
 * `complete` says whether `requests` are all there are. Sums are in cents over those that name an amount.
 */
export function historyOf(request: TransferRequest, requests: readonly TransferRequest[], complete: boolean): SnapshotHistory {
  const target = (one: TransferRequest) => counterpartyIdOf(one) ?? destinationPocketIdOf(one);
  const wanted = target(request);
  const paid = requests
    .filter((one) => wanted !== null && one.id !== request.id && one.status === "COMPLETED" && target(one) === wanted)
    .map(({ created_at, transfer: { amount } }) => ({
      at: new Date(created_at).toISOString(),
      cents: amount.type === "REQUESTED_AMOUNT" ? amount.amount_usdc : null,
    }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const amounts = paid.flatMap(({ cents }) => (cents === null ? [] : [cents as number]));
  return {
    count: paid.length,
    total: amounts.reduce((total, one) => total + one, 0),
    last: paid[0] ?? null,
    median: medianOf(amounts),
    complete,
  };
}
