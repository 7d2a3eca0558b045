import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { differences } from "@/lib/approvals/differences";
import { asksMore } from "@/lib/approvals/policy/more";
import { signOffOf, type SignOff } from "@/lib/approvals/policy/progress";
import { assurances, type Member } from "@/lib/approvals/policy/types";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import { reasonCodes, type DecisionAction, type Snapshot, type SnapshotSubject, type SubjectChanged } from "@/lib/approvals/types";
import type { Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import type { Transaction } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
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
import { limitFault, oneAtATime, signedToday } from "../approvals/limits";
import { barredByPolicy, lookAt, memberOf, standingOf, type Look } from "../approvals/look";
import { counting, signOffsOf, takeRequestTurn, type SignOffRow } from "../approvals/sign-offs";
import { command, Unclear, type Command } from "../command";
import { keepEvidence } from "../evidence";
import { checkGesture, givenGesture, itemOf, spendGesture, type CheckedGesture } from "../passkeys/gesture";
import { policyInForce } from "../policy/in-force";
import { holdPolicy } from "../policy/versions";
import { orAbsent } from "../sources";
import { refuseFrozen } from "./freeze";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "Expected a SHA-256 value in hexadecimal");

/** What the screen showed. Its shape is proven by its hash alone: it is compared, and never acted on. */
const shown = z.object({
  version: z.literal(2),
  subject: z.record(z.string(), z.json()),
  context: z.looseObject({
    requiredApprovals: z.int(),
    status: z.string(),
    policy: z.looseObject({
      demands: z.array(z.looseObject({ count: z.int(), step: z.int(), from: z.looseObject({}) })),
      assurance: z.enum(assurances),
      acknowledge: z.array(z.string()),
      callBack: z.boolean(),
      expiresAt: z.string().nullable(),
    }),
  }),
});

const decision = z.strictObject({ transferId: z.guid().toLowerCase(), subjectHash: hash, contextHash: hash, shown });
const approval = decision.extend({ acknowledged: z.array(z.string().max(40)).max(40).default([]), gesture: givenGesture });
const reason = z.string().trim().min(1, "Say why.").max(500, "At most 500 characters.");
const note = z.string().trim().max(500, "At most 500 characters.").optional();
type Decision = z.output<typeof decision> & Partial<Pick<z.output<typeof approval>, "acknowledged" | "gesture">> & { reason?: string; reasonCode?: string };

interface Intent {
  action: DecisionAction;
  transferId: string;
  memberId: string;
  reason: string | null;
  /** Of an approval: whether Jiko is called, and what is then true here. Settled when the intent goes on record. */
  how: SignOffRow["how"] | null;
  signOff: (Omit<SignOffRow, "at" | "customerId"> & { at: string }) | null;
  /** Of one that is held: the answer, because nothing is asked for it. */
  held: DecisionResult | null;
}

export interface DecisionResult {
  transferId: string;
  status: string;
  approvals: number;
  requiredApprovals: number;
  /** Of an approval: kept here, or sent to Jiko; and how many sign-offs are then still wanted. */
  how: SignOffRow["how"] | null;
  left: number | null;
}

const resultOf = (request: TransferRequest, how: SignOffRow["how"] | null = null, left: number | null = null): DecisionResult => ({
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
  if (action !== "approve") return;
  const { requiredApprovals, policy } = given.shown.context as unknown as Snapshot["context"];
  if (now.context.requiredApprovals > requiredApprovals) {
    throw new AppError("conflict", {
      message: `This request now needs ${now.context.requiredApprovals} approvals; fewer were shown. Look again before you sign.`,
    });
  }
  if (asksMore(policy, now.context.policy)) {
    throw new AppError("conflict", { message: "More is asked for this request now than was shown. Look again before you sign." });
  }
}

/** Checks what an approval brings along: the ticks, and a gesture as strong as the policy asks, for exactly what was shown. */
async function checkSigning(session: Session, given: Decision, { requirement }: Look): Promise<CheckedGesture> {
  const missing = requirement.acknowledge.filter((code) => !given.acknowledged!.includes(code));
  if (missing.length > 0) {
    throw new AppError("invalid_input", {
      message: "Tick each risk that asks for it before you sign.",
      fields: missing.map((code) => ({ field: `acknowledged.${code}`, message: "Tick that you have looked at this." })),
    });
  }
  const gesture = await checkGesture(session, given.gesture!);
  if (assurances.indexOf(gesture.assurance) < assurances.indexOf(requirement.assurance)) {
    const wanted = requirement.assurance === "passkey" ? "with a passkey" : "after a fresh sign-in at Jiko";
    throw new AppError("conflict", { message: `The policy asks that this is signed ${wanted}. Nothing was decided.` });
  }
  const item = itemOf(gesture, given.transferId);
  if (gesture.nonce !== null && (item?.subjectHash !== given.subjectHash || item.contextHash !== given.contextHash)) {
    throw new AppError("conflict", { message: "The signature is for something else than what was shown. Nothing was decided." });
  }
  return gesture;
}

/** Approvals of other members about this request that went out and whose outcome is not known yet. */
async function othersUnderWay(tx: Transaction, { customerId, memberId }: Session, transferId: string, signers: readonly Member[]): Promise<Member[]> {
  const { rows } = await tx.execute<{ member_id: string }>(sql`
    select i.member_id from audit_entry i
    where i.customer_id = ${customerId}::uuid and i.subject_id = ${transferId} and i.member_id <> ${memberId} and i.action = 'transfer.approve'
      and i.kind = 'intent' and i.canonical::jsonb -> 'details' ->> 'how' = 'sent'
      and not exists (
        select 1 from audit_entry o
        where o.customer_id = i.customer_id and o.correlation_id = i.correlation_id and o.kind = 'outcome'
      )`);
  return rows.flatMap(({ member_id }) => signers.find(({ id }) => id === member_id) ?? []);
}

/**
 * Whether this sign-off is held or sent, as things stand with everybody else's turn over. While another approval is on its way
 * it may or may not count: where that makes a difference, this one waits.
 */
async function settle(tx: Transaction, session: Session, look: Look, transferId: string, subjectHash: string): Promise<SignOff & { may: true }> {
  const rows = await signOffsOf(session.customerId, transferId, tx);
  const signed = counting(rows, look.team.signers, subjectHash).map(({ member }) => member);
  const standing = standingOf(look, signed);
  const own = memberOf(session);
  const open = await othersUnderWay(tx, session, transferId, look.team.signers);
  const { required, given } = standing.atJiko;
  // Were it through with those, Jiko alone would say no to one more.
  const matters = open.length > 0 && given + open.length < required;
  const worlds = [standing, ...(matters ? [{ ...standing, signed: [...signed, ...open], atJiko: { required, given: given + open.length } }] : [])];
  const [first, second = first] = worlds.map((one) => signOffOf(one, own));
  if (!first!.may) throw new AppError("conflict", { message: barredByPolicy(first!)! });
  if (!second!.may || second!.how !== first!.how) {
    throw new AppError("conflict", { message: "Somebody else's approval of this request is on its way. Wait until it is there, then look again. Nothing was sent." });
  }
  return first as SignOff & { may: true };
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

const inputs = {
  approve: approval,
  reject: decision.extend({ reason, reasonCode: z.enum(reasonCodes).default("other") }),
  cancel: decision.extend({ reason: note }),
} as const satisfies Record<DecisionAction, z.ZodType>;

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
      compare(action, given, snapshot);
      const why = barredFor(look, session, action);
      if (why) throw new AppError(sources.request.status === "PENDING_APPROVAL" ? "forbidden" : "conflict", { message: why });
      const gesture = action === "approve" ? await checkSigning(session, given, look) : null;
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
          ...(gesture && { assurance: gesture.assurance, passkeyId: gesture.passkeyId, fingerprint: gesture.fingerprint, acknowledged: given.acknowledged }),
        },
        async claim(tx) {
          const { customerId } = session;
          const keep = (value: unknown) => keepEvidence(tx, { customerId, kind: "snapshot", subjectId: transferId, value });
          const kept = await keep(given.shown);
          await keep(snapshot);
          if (!gesture) return { details: { snapshot: kept } };
          await refuseFrozen(tx, customerId);
          await takeRequestTurn(tx, customerId, transferId);
          const own = memberOf(session);
          await oneAtATime(tx, own.id);
          const fault = limitFault(inForce.policy, own, "signedPerDay", await signedToday(customerId, own.id, tx), facts.amount);
          if (fault) throw new AppError("conflict", { message: fault });
          await holdPolicy(tx, customerId);
          if ((await policyInForce(customerId, tx)).digest !== inForce.digest) {
            throw new AppError("conflict", { message: "The policy was changed while you signed. Look again before you sign. Nothing was decided." });
          }
          const { how, left } = await settle(tx, session, look, transferId, subjectHash);
          const proof = await spendGesture(tx, session, gesture, transferId);
          const row = {
            ...{ id: randomUUID(), transferId, memberId: own.id, memberName: session.name, email: own.email, role: own.role, how, proof },
            ...{ assurance: gesture.assurance, passkeyId: gesture.passkeyId, policyVersion: inForce.version, subjectHash, contextHash, amount: facts.amount },
          };
          // One that is held is done with this: nobody else has to agree.
          if (how === "held") await tx.insert(signOff).values({ ...row, customerId, at: now() });
          const held = how === "held" ? resultOf(sources.request, how, left) : null;
          return { intent: { how, held, signOff: { ...row, at: now().toISOString() } }, details: { snapshot: kept, how, proof, upperAmount: facts.amount } };
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
      if (intent.how !== "sent" || !intent.signOff) return;
      await tx.insert(signOff).values({ ...intent.signOff, customerId, at: new Date(intent.signOff.at) }).onConflictDoNothing();
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
