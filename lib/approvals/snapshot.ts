import { canonicalJson } from "@/lib/canonical";
import type { Counterparty } from "@/lib/jiko/counterparties";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { sha256Hex } from "@/lib/sha256";
import { payeeOf } from "./payee";
import type {
  Snapshot,
  SnapshotAmount,
  SnapshotContext,
  SnapshotDesk,
  SnapshotDestination,
  SnapshotHistory,
  SnapshotSale,
  SnapshotSubject,
} from "./types";

/** A pocket as far as a snapshot needs it; `balance` in cents, null where Jiko gave none. */
export interface SnapshotPocket {
  id: string;
  name: string;
  balance: number | null;
  pricedAt: string | null;
}

export interface SnapshotSources {
  request: TransferRequest;
  /** Null where there is none or it could not be read. */
  payee: Counterparty | null;
  originPocket: SnapshotPocket | null;
  destinationPocket: SnapshotPocket | null;
  sale: SnapshotSale | null;
  history: SnapshotHistory | null;
  desk: SnapshotDesk;
  /** The bank's clock. */
  asOf: Date;
}

/** An instant in one spelling: the same moment written in another way must not stop a decision. */
const instant = (text: string) => new Date(text).toISOString();

/**
 * Builds version 2 of the snapshot of a request, see docs/decisions/0005-snapshot-canonical-form.md. Pure: equal sources
 * give equal snapshots.
 */
export function buildSnapshot(sources: SnapshotSources): Snapshot {
  return { version: 2, subject: subjectOf(sources), context: contextOf(sources) };
}

/** The hashes that a decision is bound to. The version stands inside, so that no later form can collide with this one. */
export const subjectHashOf = (subject: unknown): string => sha256Hex(canonicalJson({ version: 2, subject }));
export const contextHashOf = (context: unknown): string => sha256Hex(canonicalJson({ version: 2, context }));

/** The counterparty that a request pays, or null where it pays none that is known. */
export function counterpartyIdOf({ transfer }: Pick<TransferRequest, "transfer">): string | null {
  if (transfer.type === "WIRE" || transfer.type === "USDC") return transfer.counterparty_id;
  if (transfer.type === "ON_US" && transfer.details.type === "PEER_TO_PEER") return transfer.details.destination_counterparty_id;
  return null;
}

/** The own pocket that a request pays into, or null. */
export const destinationPocketIdOf = ({ transfer }: Pick<TransferRequest, "transfer">): string | null =>
  transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" ? transfer.details.destination_pocket_id : null;

function subjectOf(sources: SnapshotSources): SnapshotSubject {
  const { request, originPocket } = sources;
  const { transfer } = request;
  return {
    id: request.id,
    type: transfer.type,
    sentType: transfer.type === "UNKNOWN" ? transfer.sent_type : null,
    details: transfer.type === "ON_US" ? detailsOf(transfer.details) : null,
    amount: amountOf(transfer.amount),
    pocket: { id: transfer.origin_pocket_id, name: originPocket?.name ?? null },
    destination: destinationOf(sources),
    description: transfer.description,
    endToEnd: transfer.type === "ON_US" ? transfer.end_to_end_identification : null,
    initiator: { memberId: request.created_by.member_id, name: request.created_by.name, email: request.created_by.email },
    createdAt: instant(request.created_at),
  };
}

type Transfer = TransferRequest["transfer"];

const detailsOf = (details: (Transfer & { type: "ON_US" })["details"]): SnapshotSubject["details"] => ({
  type: details.type,
  sentType: details.type === "UNKNOWN" ? details.sent_type : null,
  transferType: details.type === "INTERNAL_REALLOCATION" ? details.transfer_type : null,
});

function amountOf(amount: Transfer["amount"]): SnapshotAmount {
  if (amount.type === "REQUESTED_AMOUNT") return { type: amount.type, cents: amount.amount_usdc };
  return amount.type === "FULL_WITHDRAWAL" ? { type: amount.type } : { type: "UNKNOWN", sentType: amount.sent_type };
}

function destinationOf({ request, payee, destinationPocket }: SnapshotSources): SnapshotDestination {
  const pocketId = destinationPocketIdOf(request);
  if (pocketId) return { kind: "pocket", id: pocketId, name: destinationPocket?.name ?? null };
  const payeeId = counterpartyIdOf(request);
  const name = request.transfer.counterparty_name;
  if (!payeeId) return { kind: "unknown", name };
  return payee ? { kind: "payee", id: payeeId, payee: payeeOf(payee) } : { kind: "unreadable", id: payeeId, name };
}

function contextOf({ request, payee, originPocket, sale, history, desk, asOf }: SnapshotSources): SnapshotContext {
  const before = originPocket?.balance ?? null;
  const { amount } = request.transfer;
  const leaves = amount.type === "REQUESTED_AMOUNT" ? amount.amount_usdc : amount.type === "FULL_WITHDRAWAL" ? before : null;
  return {
    status: request.status,
    requiredApprovals: request.required_approvals,
    decisions: request.reviewers.map(({ member_id, name, decision, decided_at, reason }) => ({
      memberId: member_id,
      name,
      decision,
      decidedAt: decided_at && instant(decided_at),
      reason,
    })),
    payee: payee && { status: payee.status, verification: payee.verification.type },
    balance: {
      before,
      after: before === null || leaves === null ? null : before - leaves,
      pricedAt: originPocket?.pricedAt ? instant(originPocket.pricedAt) : null,
    },
    sale,
    history,
    ...desk,
    asOf: asOf.toISOString(),
  };
}
