import "server-only";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { PastRequest } from "@/lib/approvals/findings/types";
import { counterpartyIdOf } from "@/lib/approvals/snapshot";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import { transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { orNull, type Reader } from "../sources";

/** How far back the rows go that findings rest on: the newest so many of the payee, and of whoever filed. */
const mostOfPayee = 500;
const mostOfInitiator = 200;

export interface Past {
  requests: TransferRequest[];
  /** False where neither Jiko nor the copy could say anything. */
  readable: boolean;
  /** Everything that could matter is among them. */
  complete: boolean;
  /** Up to when the desk's copy is; null where there is none. */
  asOf: string | null;
}

const initiator = sql`(${mirrorItem.data} -> 'created_by' ->> 'member_id')`;

/**
 * What is known of earlier requests: the newest page of Jiko's list, because what was filed minutes ago matters most, and the
 * desk's copy for what lies further back. The request itself is not among them. Needs no gate of its own: whoever could
 * read the request may read the others.
 */
export async function pastOf(read: Reader, customerId: string, request: TransferRequest): Promise<Past> {
  const of = and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, "transferRequests"));
  const payeeId = counterpartyIdOf(request);
  const sameTarget = payeeId
    ? eq(mirrorItem.counterpartyId, payeeId.toLowerCase())
    : and(eq(mirrorItem.pocketId, request.transfer.origin_pocket_id.toLowerCase()), sql`${mirrorItem.counterpartyId} is null`);
  const rows = (which: SQL | undefined, most: number) =>
    db().select({ data: mirrorItem.data }).from(mirrorItem).where(and(of, which)).orderBy(desc(mirrorItem.at)).limit(most);
  const [page, copy, toTarget, byInitiator] = await Promise.all([
    orNull(read(transferRequestsList, { query: { order: "desc", limit: 100 } })).catch(() => null),
    db().select().from(mirrorKind).where(and(eq(mirrorKind.customerId, customerId), eq(mirrorKind.kind, "transferRequests"))),
    rows(sameTarget, mostOfPayee),
    rows(sql`${initiator} = ${request.created_by.member_id.toLowerCase()}`, mostOfInitiator),
  ]);
  const known = new Map<string, TransferRequest>();
  // The page comes last: what it says is newer.
  for (const { data } of [...toTarget, ...byInitiator]) known.set((data as TransferRequest).id, data as TransferRequest);
  for (const one of page?.items ?? []) known.set(one.id, one);
  known.delete(request.id);
  const filled = copy[0]?.filledAt != null;
  return {
    requests: [...known.values()],
    readable: page !== null || filled,
    complete: page !== null && (filled || page.next_page === null),
    asOf: filled ? (copy[0]?.asOf?.toISOString() ?? null) : null,
  };
}

export const asPast = (one: TransferRequest): PastRequest => ({
  id: one.id,
  at: one.created_at,
  payeeId: counterpartyIdOf(one)?.toLowerCase() ?? null,
  pocketId: one.transfer.origin_pocket_id.toLowerCase(),
  amount: one.transfer.amount.type === "REQUESTED_AMOUNT" ? one.transfer.amount.amount_usdc : null,
  initiatorId: one.created_by.member_id.toLowerCase(),
  status: one.status,
});

