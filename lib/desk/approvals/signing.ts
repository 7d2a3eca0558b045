import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { signOffOf, type SignOff } from "@/lib/approvals/policy/progress";
import { assurances, type Member } from "@/lib/approvals/policy/types";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import type { Transaction } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { AppError } from "@/lib/errors";
import { refuseFrozen } from "../commands/freeze";
import { openIntents } from "../commands/record";
import { refuse } from "../passkeys/ceremony";
import { checkGesture, givenGesture, itemOf, spendGesture, type CheckedGesture } from "../passkeys/gesture";
import { policyInForce } from "../policy/in-force";
import { holdPolicy } from "../policy/versions";
import { limitFault, oneAtATime, signedToday } from "./limits";
import { barredByPolicy, memberOf, standingOf, type Look } from "./look";
import { shownRequest, type ShownRequest } from "./shown";
import { counting, signOffsOf, takeRequestTurn, type SignOffRow } from "./sign-offs";

/** What an approval brings along beside what was shown: the risks that were ticked, and the gesture. */
export const signedRequest = shownRequest.extend({
  acknowledged: z.array(z.string().max(40)).max(40).default([]),
  gesture: givenGesture,
});
export type SignedRequest = z.output<typeof signedRequest>;

/** A sign-off as it waits with its intent, in plain JSON: a row once it is held, or once Jiko has it. */
export type GivenSignOff = Omit<SignOffRow, "at" | "customerId"> & { at: string };

/** Checks what an approval brings along: the ticks, and a gesture as strong as the policy asks, for exactly what was shown. */
export async function checkSigning(session: Session, given: SignedRequest, { requirement }: Look): Promise<CheckedGesture> {
  const missing = requirement.acknowledge.filter((code) => !given.acknowledged.includes(code));
  if (missing.length > 0) {
    throw new AppError("invalid_input", {
      message: "Tick each risk that asks for it before you sign.",
      fields: missing.map((code) => ({ field: `acknowledged.${code}`, message: "Tick that you have looked at this." })),
    });
  }
  const gesture = await checkGesture(session, given.gesture);
  if (assurances.indexOf(gesture.assurance) < assurances.indexOf(requirement.assurance)) {
    const wanted = requirement.assurance === "passkey" ? "with a passkey" : "after a fresh sign-in at Jiko";
    return refuse(`The policy asks that this is signed ${wanted}. Nothing was decided.`);
  }
  const item = itemOf(gesture, given.transferId);
  if (gesture.nonce !== null && (item?.subjectHash !== given.subjectHash || item.contextHash !== given.contextHash)) {
    return refuse("The signature is for something else than what was shown. Nothing was decided.");
  }
  return gesture;
}

/**
 * Gives the sign-off, in the transaction of its intent: once the desk is not frozen, the member's limit holds, and the policy is
 * still the one that was looked at. Uses the gesture up. Answers the sign-off, and how many are then still wanted.
 * Throws `conflict`.
 */
export async function giveSignOff(
  tx: Transaction,
  session: Session,
  { look, given, gesture }: { look: Look; given: ShownRequest; gesture: CheckedGesture },
): Promise<{ signOff: GivenSignOff; left: number }> {
  const { customerId } = session;
  const { transferId, subjectHash, contextHash } = given;
  const { inForce, facts } = look;
  await refuseFrozen(tx, customerId);
  await takeRequestTurn(tx, customerId, transferId);
  const own = memberOf(session);
  await oneAtATime(tx, own.id);
  const fault = limitFault(inForce.policy, own, "signedPerDay", await signedToday(customerId, own.id, tx), facts.amount);
  if (fault) return refuse(fault);
  await holdPolicy(tx, customerId);
  if ((await policyInForce(customerId, tx)).digest !== inForce.digest) {
    return refuse("The policy was changed while you signed. Look again before you sign. Nothing was decided.");
  }
  const { how, left } = await settle(tx, session, look, given);
  const proof = await spendGesture(tx, session, gesture, transferId);
  const row: GivenSignOff = {
    id: randomUUID(), transferId, memberId: own.id, memberName: session.name, email: own.email, role: own.role, how, proof,
    assurance: gesture.assurance, passkeyId: gesture.passkeyId, policyVersion: inForce.version, subjectHash, contextHash,
    amount: facts.amount, at: now().toISOString(),
  };
  // One that is held is done with this: nobody else has to agree.
  if (how === "held") await keepSignOff(tx, customerId, row);
  return { signOff: row, left };
}

/** The row that says that it stands. Once, however often it is found out that Jiko has it. */
export async function keepSignOff(tx: Transaction, customerId: string, given: GivenSignOff): Promise<void> {
  await tx.insert(signOff).values({ ...given, customerId, at: new Date(given.at) }).onConflictDoNothing();
}

/**
 * Whether this sign-off is held or sent, as things stand with everybody else's turn over. While another approval is on its way
 * it may or may not count: where that makes a difference, this one waits.
 */
async function settle(
  tx: Transaction,
  session: Session,
  look: Look,
  { transferId, subjectHash }: ShownRequest,
): Promise<SignOff & { may: true }> {
  const { signers } = look.team;
  const rows = await signOffsOf(session.customerId, transferId, tx);
  const signed = counting(rows, signers, subjectHash).map(({ member }) => member);
  const standing = standingOf(look, signed);
  const own = memberOf(session);
  const open = await othersUnderWay(tx, session, transferId, signers);
  const { required, given } = standing.atJiko;
  // Were it through with those, Jiko alone would say no to one more.
  const matters = open.length > 0 && given + open.length < required;
  const others = { ...standing, signed: [...signed, ...open], atJiko: { required, given: given + open.length } };
  const first = signOffOf(standing, own);
  const second = matters ? signOffOf(others, own) : first;
  if (!first.may) return refuse(barredByPolicy(first)!);
  if (!second.may || second.how !== first.how) {
    return refuse("Somebody else's approval of this request is on its way. Wait until it is there, then look again. Nothing was sent.");
  }
  return first;
}

/** Who else has sent an approval of this request to Jiko whose outcome is not known yet. */
async function othersUnderWay(
  tx: Transaction,
  { customerId, memberId }: Session,
  transferId: string,
  signers: readonly Member[],
): Promise<Member[]> {
  const sentByOthers = sql`
    i.member_id <> ${memberId} and i.action = 'transfer.approve' and i.canonical::jsonb -> 'details' ->> 'how' = 'sent'`;
  const open = await openIntents(tx, { customerId, subjectId: transferId }, sentByOthers);
  return open.flatMap((one) => signers.find(({ id }) => id === one.memberId) ?? []);
}
