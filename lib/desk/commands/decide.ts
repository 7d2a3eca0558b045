import "server-only";
import { z } from "zod";
import { contextHashOf } from "@/lib/approvals/snapshot";
import { reasonCodes, type DecisionAction, type SnapshotSubject } from "@/lib/approvals/types";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors";
import {
  transferRequestsApprove,
  transferRequestsCancel,
  transferRequestsGet,
  transferRequestsReject,
  type TransferRequest,
} from "@/lib/jiko/transfer-requests";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { barredFor } from "../approvals/barred";
import { lookAt } from "../approvals/look";
import { refuseChanged, shownRequest, type ShownRequest } from "../approvals/shown";
import { checkSigning, giveSignOff, keepSignOff, signedRequest, type GivenSignOff, type SignedRequest } from "../approvals/signing";
import { command, Unclear, type Command } from "../command";
import { keepEvidence } from "../evidence";
import { orAbsent } from "../sources";

const reason = z.string().trim().min(1, "Say why.").max(500, "At most 500 characters.");
const note = z.string().trim().max(500, "At most 500 characters.").optional();

const inputs = {
  approve: signedRequest,
  reject: shownRequest.extend({ reason, reasonCode: z.enum(reasonCodes).default("other") }),
  cancel: shownRequest.extend({ reason: note }),
} as const satisfies Record<DecisionAction, z.ZodType>;

type Decision = ShownRequest & Partial<SignedRequest> & { reason?: string; reasonCode?: string };

/** Of an approval: held here, or sent to Jiko; null of the others. */
type How = GivenSignOff["how"] | null;

interface Intent {
  action: DecisionAction;
  transferId: string;
  memberId: string;
  reason: string | null;
  /** Of an approval: whether Jiko is called, and what is then true here. Settled when the intent goes on record. */
  how: How;
  signOff: GivenSignOff | null;
  /** Of one that is held: the answer, because nothing is asked for it. */
  held: DecisionResult | null;
}

export interface DecisionResult {
  transferId: string;
  status: string;
  approvals: number;
  requiredApprovals: number;
  how: How;
  /** Of an approval: how many sign-offs are then still wanted. */
  left: number | null;
}

const resultOf = (request: TransferRequest, how: How = null, left: number | null = null): DecisionResult => ({
  transferId: request.id,
  status: request.status,
  approvals: request.reviewers.filter(({ decision: one }) => one === "APPROVED").length,
  requiredApprovals: request.required_approvals,
  how,
  left,
});

/** The last four characters of the account that is paid, for the record: never more. */
function endingOf({ destination }: SnapshotSubject): string | null {
  return destination.kind === "payee" && "account" in destination.payee ? destination.payee.account.slice(-4) : null;
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
    input: inputs[action] as z.ZodType<Decision>,
    subjectId: ({ transferId }) => transferId,
    refusedDetails: ({ subjectHash, contextHash }) => ({ decision: action, subjectHash, contextHash }),
    texts,

    async prepare({ session, client }, given) {
      const look = await lookAt((op, input) => client.call(op, input, { for: "command" }), session, given.transferId);
      const { snapshot, inForce, facts, sources } = look;
      // First what must stop everybody, then what stops this person: a changed request is never answered by a mere "no".
      refuseChanged(action, given, snapshot);
      const why = barredFor(look, session, action);
      if (why) throw new AppError(sources.request.status === "PENDING_APPROVAL" ? "forbidden" : "conflict", { message: why });
      const gesture = action === "approve" ? await checkSigning(session, given as SignedRequest, look) : null;
      const { subjectHash, contextHash, transferId } = given;
      return {
        intent: { action, transferId, memberId: session.memberId, reason: given.reason ?? null, how: null, signOff: null, held: null },
        details: {
          decision: action,
          snapshotVersion: snapshot.version,
          policyVersion: inForce.version,
          policyDigest: inForce.digest,
          subjectHash,
          contextHash,
          // What was shown is what the browser sends; this is what the server saw when it decided.
          contextNow: contextHashOf(snapshot.context),
          reason: given.reason ?? null,
          ...(given.reasonCode && { reasonCode: given.reasonCode }),
          amount: snapshot.subject.amount,
          payeeName: sources.request.transfer.counterparty_name,
          payeeEnding: endingOf(snapshot.subject),
          role: session.role,
          ...(gesture && {
            assurance: gesture.assurance,
            passkeyId: gesture.passkeyId,
            fingerprint: gesture.fingerprint,
            acknowledged: given.acknowledged,
          }),
        },
        async claim(tx) {
          const { customerId } = session;
          const keep = (value: unknown) => keepEvidence(tx, { customerId, kind: "snapshot", subjectId: transferId, value });
          const kept = await keep(given.shown);
          await keep(snapshot);
          if (!gesture) return { details: { snapshot: kept } };
          const { signOff, left } = await giveSignOff(tx, session, { look, given, gesture });
          const { how, proof } = signOff;
          const held = how === "held" ? resultOf(sources.request, how, left) : null;
          return { intent: { how, held, signOff }, details: { snapshot: kept, how, proof, upperAmount: facts.amount } };
        },
      };
    },

    async call(client, intent) {
      if (intent.held) return intent.held;
      try {
        return resultOf(await send(client, intent), intent.how);
      } catch (error) {
        if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
        // Something on the way may have sent it twice: then the first one stands, and this is the answer to the second.
        const found = await client.call(transferRequestsGet, { params: { transfer_id: intent.transferId } }).catch((cause: unknown) => {
          throw new Unclear("Jiko found a conflict, and whether the decision stands could not be read", cause);
        });
        if (standsOn(found, intent)) return resultOf(found, intent.how);
        throw error;
      }
    },

    async findOut(client, intent) {
      if (intent.held) return { state: "done", result: intent.held };
      const request = await orAbsent(client.call(transferRequestsGet, { params: { transfer_id: intent.transferId } }));
      return request && standsOn(request, intent) ? { state: "done", result: resultOf(request, intent.how) } : { state: "not_done" };
    },

    async onDone(tx, intent, { customerId }) {
      if (intent.how === "sent" && intent.signOff) await keepSignOff(tx, customerId, intent.signOff);
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
  texts: { done: "Your sign-off is there.", unknown: unknown("The approval"), notDone: notDone("The approval"), blocked },
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
