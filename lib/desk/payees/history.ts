import "server-only";
import { differences } from "@/lib/approvals/differences";
import { payeeOf } from "@/lib/approvals/payee";
import { counterpartyIdOf } from "@/lib/approvals/snapshot";
import type { Difference, SnapshotPayee } from "@/lib/approvals/types";
import type { Session } from "@/lib/auth/session";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { counterpartyVersions, paymentsTo } from "../mirror/payees";
import type { KindState, Payment } from "../mirror/types";
import { readWhole } from "../read";

/** Payments to one payee, newest first: the latest straight from Jiko, what lies further back from the desk's copy. */
export interface PayeePayments {
  payments: Payment[];
  /** False where there may be older ones that nobody has read yet. */
  complete: boolean;
  /** Up to when the copy is; null where it was not needed. */
  copyAsOf: string | null;
}

const latest = { limit: 100, order: "desc" } as const;

const asPayment = ({ id, created_at, status, transfer, created_by }: TransferRequest): Payment => ({
  kind: "transferRequests", id, at: created_at, status, pocketId: transfer.origin_pocket_id, description: transfer.description,
  amount: transfer.amount.type === "REQUESTED_AMOUNT" ? transfer.amount.amount_usdc : null,
  createdBy: created_by.name,
});

export async function payeePayments(session: Session, id: string): Promise<PayeePayments> {
  const page = await readWhole(transferRequestsList, session, { query: latest });
  const fresh = page.items.filter((one) => counterpartyIdOf(one)?.toLowerCase() === id.toLowerCase()).map(asPayment);
  if (!page.next_page) return { payments: fresh, complete: true, copyAsOf: null };
  const { payments, state } = await paymentsTo(session, id);
  const known = new Set(fresh.map((one) => one.id));
  const requests = state.kinds.find(({ kind }) => kind === "transferRequests");
  return {
    payments: [...fresh, ...payments.filter((one) => !known.has(one.id))],
    complete: requests?.filled ?? false,
    copyAsOf: requests?.asOf ?? null,
  };
}

/** A payee as it was at a time, and what had changed since the version before. */
export interface ShownVersion {
  number: number;
  seenAt: string;
  payee: SnapshotPayee;
  status: string;
  changes: Difference[];
}

export interface ShownVersions {
  /** Newest first; empty where the desk has not read this payee in the background yet. */
  versions: ShownVersion[];
  state: KindState | null;
}

const comparable = (one: Counterparty) => ({
  destination: { payee: payeeOf(one) },
  payee: { status: one.status, verification: one.verification.type },
});

/** Every version of a payee that the desk has seen. Jiko itself keeps none. Throws `forbidden`. */
export async function payeeVersions(session: Session, id: string): Promise<ShownVersions> {
  const { versions, state } = await counterpartyVersions(session, id.toLowerCase());
  return {
    versions: versions.map(({ number, seenAt, payee }, i) => {
      const before = versions[i + 1];
      const changes = before ? differences(comparable(before.payee), comparable(payee)) : [];
      return { number, seenAt, payee: payeeOf(payee), status: payee.status, changes };
    }),
    state: state.kinds.find(({ kind }) => kind === "counterparties") ?? null,
  };
}
