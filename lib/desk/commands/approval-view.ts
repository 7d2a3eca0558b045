import "server-only";
import { historyOf } from "@/lib/approvals/history";
import { saleOf } from "@/lib/approvals/sale";
import { buildSnapshot, contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import type { ApprovalView, DecisionAction, Decider, Snapshot } from "@/lib/approvals/types";
import { barred } from "@/lib/approvals/who-may";
import { permissionsOf } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { counterpartyStatuses } from "@/lib/jiko/counterparties";
import { transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { readWhole } from "../read";
import { openCommand } from "./record";
import { orNull, readRequest, snapshotPocket, type Reader } from "./sources";

/** How far back the history with a payee is looked for: at most this many pages of a hundred completed requests. */
const historyPages = 3;

export const deciderOf = (session: Session): Decider => ({
  memberId: session.memberId,
  role: session.role,
  permissions: permissionsOf(session),
});

/** Why nobody can check where a request pays to; null where they can. */
function uncheckable({ subject: { destination }, context }: Snapshot): string | null {
  const nobody = "so nobody can check where this goes.";
  if (destination.kind === "unreadable") return `The payee's account cannot be read, ${nobody}`;
  if (destination.kind === "pocket" && destination.name === null) return `The pocket that is paid cannot be read, ${nobody}`;
  if (destination.kind === "payee" && destination.payee.type === "UNKNOWN") return `Countersign does not know this kind of payee, ${nobody}`;
  // Whoever is in a state that is known but not payable is for the approver to see and for Jiko to refuse.
  const known: readonly string[] = counterpartyStatuses;
  if (context.payee && !known.includes(context.payee.status)) {
    return "Countersign does not know the state of this payee, so this cannot be approved here.";
  }
  return null;
}

/** Why an action is barred, the payee that nobody can check included. */
export const barredFor = (request: TransferRequest, snapshot: Snapshot, decider: Decider, action: DecisionAction): string | null =>
  barred(request, decider, action) ?? (action === "approve" ? uncheckable(snapshot) : null);

async function completedBefore(read: Reader): Promise<{ requests: TransferRequest[]; complete: boolean }> {
  const requests: TransferRequest[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < historyPages; page++) {
    const answer = await read(transferRequestsList, { query: { "status[]": ["COMPLETED"], order: "desc", limit: 100, cursor } });
    requests.push(...answer.items);
    if (!answer.next_page) return { requests, complete: true };
    cursor = answer.next_page;
  }
  return { requests, complete: false };
}

const actionOf = (name: string): DecisionAction | null =>
  (/^transfer\.(approve|reject|cancel)$/.exec(name)?.[1] as DecisionAction | undefined) ?? null;

/**
 * Everything the approval detail shows, from fresh reads: about five calls, most of them at once. The page prefetches it
 * under the query key `["approvals", id]`. Throws `not_found` and what the client throws.
 */
export async function approvalView(session: Session, transferId: string): Promise<ApprovalView> {
  const read: Reader = (op, input) => readWhole(op, session, input);
  const [sources, before, asOf, open] = await Promise.all([
    readRequest(read, transferId),
    // Without the right to list transfers or with an answer that is late, the rest is still worth showing.
    orNull(completedBefore(read)).catch(() => null),
    bankingNow(),
    openCommand(db(), { customerId: session.customerId, memberId: session.memberId, subjectId: transferId.toLowerCase() }),
  ]);
  const { request, payee, originPocket, destinationPocket } = sources;
  const snapshot = buildSnapshot({
    request,
    payee,
    originPocket: snapshotPocket(originPocket),
    destinationPocket: snapshotPocket(destinationPocket),
    sale: saleOf(request, originPocket?.portfolio ?? null),
    history: before && historyOf(request, before.requests, before.complete),
    asOf,
  });
  const action = open && actionOf(open.name);
  const waits = open ? "What you sent about this request is not known to have arrived yet. We are finding out." : null;
  const decider = deciderOf(session);
  const why = (one: DecisionAction) => barredFor(request, snapshot, decider, one) ?? waits;
  return {
    request,
    snapshot,
    subjectHash: subjectHashOf(snapshot.subject),
    contextHash: contextHashOf(snapshot.context),
    barred: { approve: why("approve"), reject: why("reject"), cancel: why("cancel") },
    pending: open && action ? { commandId: open.commandId, action } : null,
  };
}
