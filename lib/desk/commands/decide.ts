import "server-only";
import { z } from "zod";
import { differences } from "@/lib/approvals/differences";
import { buildSnapshot, contextHashOf, policyVersion, subjectHashOf } from "@/lib/approvals/snapshot";
import type { DecisionAction, Snapshot, SnapshotSubject, SubjectChanged } from "@/lib/approvals/types";
import type { Permission } from "@/lib/auth/permissions";
import { bankingNow } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import {
  transferRequestsApprove,
  transferRequestsCancel,
  transferRequestsGet,
  transferRequestsReject,
  type TransferRequest,
} from "@/lib/jiko/transfer-requests";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command, Unclear, type Command } from "../command";
import { barredFor, deciderOf } from "./approval-view";
import { orAbsent, readRequest, snapshotPocket } from "./sources";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 value in hexadecimal");

/** What the screen showed. Its shape is proven by its hash alone: it is compared, and never acted on. */
const shown = z.object({
  version: z.literal(1),
  subject: z.record(z.string(), z.json()),
  context: z.looseObject({ requiredApprovals: z.int(), status: z.string() }),
});

const decision = z.strictObject({ transferId: z.guid().toLowerCase(), subjectHash: hash, contextHash: hash, shown });
const reason = z.string().trim().min(1, "Say why.").max(500, "At most 500 characters.");
type Decision = z.output<typeof decision> & { reason?: string };

interface Intent {
  action: DecisionAction;
  transferId: string;
  memberId: string;
  reason: string | null;
}

export interface DecisionResult {
  transferId: string;
  status: string;
  approvals: number;
  requiredApprovals: number;
}

const resultOf = (request: TransferRequest): DecisionResult => ({
  transferId: request.id,
  status: request.status,
  approvals: request.reviewers.filter(({ decision: one }) => one === "APPROVED").length,
  requiredApprovals: request.required_approvals,
});

/** The last four characters of the account that is paid, for the record: never more. */
function endingOf({ destination }: SnapshotSubject): string | null {
  return destination.kind === "payee" && "account" in destination.payee ? destination.payee.account.slice(-4) : null;
}

/** Compares what was shown with what is there now. Throws what must stop the decision. */
function compare(action: DecisionAction, given: Decision, now: Snapshot): void {
  if (subjectHashOf(given.shown.subject) !== given.subjectHash || contextHashOf(given.shown.context) !== given.contextHash) {
    throw new AppError("invalid_input", { message: "What was sent as shown does not fit its hash. Open the request again." });
  }
  if (subjectHashOf(now.subject) !== given.subjectHash) {
    const before = given.shown.subject as unknown as SnapshotSubject;
    const data: SubjectChanged = { shown: before, now: now.subject, differences: differences(before, now.subject) };
    throw new AppError("subject_changed", { data });
  }
  if (action === "approve" && now.context.requiredApprovals > given.shown.context.requiredApprovals) {
    const { requiredApprovals } = now.context;
    throw new AppError("conflict", {
      message: `This request now needs ${requiredApprovals} approvals; fewer were shown. Look again before you sign.`,
    });
  }
}

/** Whether the member's decision stands on the request. */
function standsOn(request: TransferRequest, { action, memberId }: Intent): boolean {
  if (action === "cancel") return request.status === "CANCELED" && request.created_by.member_id === memberId;
  const wanted = action === "approve" ? "APPROVED" : "REJECTED";
  return request.reviewers.some((one) => one.member_id === memberId && one.decision === wanted);
}

function send(client: JikoClient, { action, transferId, reason }: Intent): Promise<TransferRequest> {
  const params = { transfer_id: transferId };
  switch (action) {
    case "approve":
      return client.call(transferRequestsApprove, { params, body: {} });
    case "reject":
      return client.call(transferRequestsReject, { params, body: { reason } });
    case "cancel":
      return client.call(transferRequestsCancel, { params, body: {} });
  }
}

interface Kind {
  action: DecisionAction;
  permission: Permission;
  texts: Command["texts"];
}

function decide({ action, permission, texts }: Kind): Command {
  return command<Decision, Intent, DecisionResult>({
    name: `transfer.${action}`,
    permission,
    reads: "transfers.read",
    changes: ["transfer-requests", "pockets", "transactions", "trades", "wires", "notifications"],
    input: (action === "reject" ? decision.extend({ reason }) : decision) as z.ZodType<Decision>,
    subjectId: ({ transferId }) => transferId,
    refusedDetails: ({ subjectHash, contextHash }) => ({ decision: action, subjectHash, contextHash }),
    texts,

    async prepare({ session, client }, given) {
      const [{ request, payee, originPocket, destinationPocket }, asOf] = await Promise.all([
        readRequest((op, input) => client.call(op, input, { for: "command" }), given.transferId),
        bankingNow(),
      ]);
      const snapshot = buildSnapshot({
        request,
        payee,
        originPocket: snapshotPocket(originPocket),
        destinationPocket: snapshotPocket(destinationPocket),
        sale: null,
        history: null,
        asOf,
      });
      // First what must stop everybody, then what stops this person: a changed request is never answered by a mere "no".
      compare(action, given, snapshot);
      const why = barredFor(request, snapshot, deciderOf(session), action);
      if (why) throw new AppError(request.status === "PENDING_APPROVAL" ? "forbidden" : "conflict", { message: why });
      const { subjectHash, contextHash } = given;
      return {
        intent: { action, transferId: given.transferId, memberId: session.memberId, reason: given.reason ?? null },
        details: {
          decision: action,
          snapshotVersion: snapshot.version,
          policyVersion,
          subjectHash,
          contextHash,
          reason: given.reason ?? null,
          amount: snapshot.subject.amount,
          payeeName: request.transfer.counterparty_name,
          payeeEnding: endingOf(snapshot.subject),
          role: session.role,
        },
      };
    },

    async call(client, intent) {
      try {
        return resultOf(await send(client, intent));
      } catch (error) {
        if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
        // Something on the way may have sent it twice: then the first one stands, and this is the answer to the second.
        const found = await client.call(transferRequestsGet, { params: { transfer_id: intent.transferId } }).catch((cause: unknown) => {
          throw new Unclear("Jiko found a conflict, and whether the decision stands could not be read", cause);
        });
        if (standsOn(found, intent)) return resultOf(found);
        throw error;
      }
    },

    async findOut(client, intent) {
      const request = await orAbsent(client.call(transferRequestsGet, { params: { transfer_id: intent.transferId } }));
      return request && standsOn(request, intent) ? { state: "done", result: resultOf(request) } : { state: "not_done" };
    },
  });
}

const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what} may or may not have reached it; ` +
  "we are checking and will show the result here. Nothing will be sent twice.";
const notDone = (what: string) => `${what} did not reach Jiko. Nothing was changed; look at the request again before you decide.`;
const blocked = "What you sent about this request before is not known to have arrived yet. Wait for that first; nothing was sent now.";

export const approve = decide({
  action: "approve",
  permission: "transfers.decide",
  texts: { done: "Jiko has your approval.", unknown: unknown("The approval"), notDone: notDone("The approval"), blocked },
});
export const reject = decide({
  action: "reject",
  permission: "transfers.decide",
  texts: { done: "Jiko has your rejection.", unknown: unknown("The rejection"), notDone: notDone("The rejection"), blocked },
});
export const cancel = decide({
  action: "cancel",
  permission: "transfers.cancel",
  texts: { done: "The request is canceled.", unknown: unknown("The cancellation"), notDone: notDone("The cancellation"), blocked },
});
