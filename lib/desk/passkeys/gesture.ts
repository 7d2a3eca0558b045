import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { generateAuthenticationOptions, verifyAuthenticationResponse, type AuthenticationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { statement as statementSchema, type GestureEvidence } from "@/lib/approvals/evidence";
import { challengeOf, fingerprintOf } from "@/lib/approvals/gesture";
import type { Assurance } from "@/lib/approvals/policy/types";
import type { SignedItem, Statement } from "@/lib/approvals/statement";
import { newSecret } from "@/lib/auth/secret";
import type { Session } from "@/lib/auth/session";
import { takeStepUp } from "@/lib/auth/step-up";
import { canonicalJson } from "@/lib/canonical";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { ceremony, passkey } from "@/lib/db/schema/passkeys";
import { sha256Hex } from "@/lib/sha256";
import { keepEvidence } from "../evidence";
import { base64url, challengeOptions, credential, handedOut, handOut, isOpen, nonceText, refuse, relyingParty } from "./ceremony";
import { stands } from "./proven";

const assertion = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.string().max(200).optional(),
  }),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
  clientExtensionResults: z.record(z.string(), z.json()).default({}),
});

/** How a member signs: with a passkey, after a fresh sign-in at Jiko, or by being signed in. */
export const givenGesture = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passkey"), nonce: nonceText, response: assertion }),
  z.strictObject({ kind: z.literal("fresh-sign-in"), nonce: nonceText, stepUp: z.guid() }),
  z.strictObject({ kind: z.literal("session") }),
]);
export type GivenGesture = z.output<typeof givenGesture>;

interface Body {
  statement: Statement;
  /** Requests of a batch that have had their decision. */
  used: string[];
  /** Digest of what it was signed with, once the first of a batch was decided: the others come with the same. */
  proof?: string;
  how?: GivenGesture["kind"];
}

const purposeOf = { approve: "decide", policy: "policy", passkey: "confirm_passkey" } as const satisfies Record<Statement["kind"], string>;

export interface OpenGesture {
  nonce: string;
  challenge: string;
  /** For `navigator.credentials.get`; null where this member has no passkey that signs. */
  options: Awaited<ReturnType<typeof generateAuthenticationOptions>> | null;
}

/** Hands out a challenge for a statement, for this member and session and one use. */
export async function openGesture(session: Session, sent: Statement): Promise<OpenGesture> {
  const statement = statementSchema.parse(sent);
  const { customerId, memberId } = session;
  const nonce = newSecret();
  const challenge = challengeOf({ customerId, memberId, statement, nonce });
  const body: Body = { statement, used: [] };
  await handOut(session, { nonce, purpose: purposeOf[statement.kind], challenge, body });
  const own = await activePasskeys(session);
  const options = await generateAuthenticationOptions({
    ...challengeOptions(challenge),
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: "required",
  });
  return { nonce, challenge, options: own.length > 0 ? options : null };
}

export const activePasskeys = ({ customerId, memberId }: Pick<Session, "customerId" | "memberId">) =>
  db()
    .select()
    .from(passkey)
    .where(and(eq(passkey.customerId, customerId), eq(passkey.memberId, memberId), eq(passkey.state, "active")));

/** The challenge that was handed out under a nonce of this session: what Jiko is asked to sign in place of a passkey. */
export async function challengeFor(session: Session, nonce: string): Promise<string> {
  const row = await handedOut(session, nonce);
  if (row?.purpose !== "decide" || !isOpen(row)) return refuse("This was begun too long ago, or in another session. Begin once more.");
  return row.challenge;
}

/** A gesture that was found right and not yet used. */
export interface CheckedGesture {
  assurance: Assurance;
  statement: Statement | null;
  nonce: string | null;
  passkeyId: string | null;
  fingerprint: string | null;
  /** What is kept of it; null where it is kept already (a step-up) or there is none (a session). */
  evidence: GestureEvidence | null;
  counter: number | null;
  stepUp: { id: string; nonce: string } | null;
}

const bare = { statement: null, nonce: null, passkeyId: null, fingerprint: null, evidence: null, counter: null, stepUp: null };

/**
 * Checks a gesture against the challenge that was handed out: whose, for which session and statement, still in time, and of a
 * passkey of this member that stands, with the person verified by it. Changes nothing. Throws `conflict`.
 */
export async function checkGesture(session: Session, given: GivenGesture): Promise<CheckedGesture> {
  if (given.kind === "session") return { ...bare, assurance: "session" };
  const { customerId, memberId } = session;
  const row = await handedOut(session, given.nonce);
  if (!row || row.purpose === "enrol") return refuse("This signature was not asked for by this session. Sign again.");
  if (row.expiresAt <= now()) return refuse("This signature was asked for too long ago. Sign again.");
  if (row.usedAt) return refuse("This signature was used already. Sign again.");
  const { statement, proof = null, how } = row.body as Body;
  if (how && how !== given.kind) return refuse("The others of this list were signed in another way. Sign again.");
  if (challengeOf({ customerId, memberId, statement, nonce: row.nonce }) !== row.challenge) {
    return refuse("What was to be signed is no longer what it was. Sign again.");
  }
  const found = { statement, nonce: row.nonce };
  if (given.kind === "fresh-sign-in") {
    return { ...bare, ...found, assurance: given.kind, stepUp: { id: given.stepUp, nonce: row.challenge } };
  }
  const verified = await verify(session, given.response as AuthenticationResponseJSON, { ...found, challenge: row.challenge, proof });
  return { ...found, ...verified, assurance: given.kind, stepUp: null };
}

interface Asked {
  statement: Statement;
  nonce: string;
  challenge: string;
  /** Of a batch that was begun: digest of what its first was signed with. */
  proof: string | null;
}

async function verify(session: Session, response: AuthenticationResponseJSON, { statement, nonce, challenge, proof }: Asked) {
  const own = await activePasskeys(session);
  const key = own.find(({ credentialId }) => credentialId === response.id);
  if (!key) return refuse("This passkey is not one of yours that can sign here.");
  // The row could have been exchanged for another person's key: the fingerprint stands in the record of its enrolment.
  if (fingerprintOf(key.publicKey) !== key.fingerprint || !(await stands(key))) {
    return refuse("This passkey is not as it was enrolled. Add a new one, and tell an administrator.");
  }
  const { origin, rpId } = relyingParty();
  const { authenticatorData, clientDataJSON, signature } = response.response;
  const evidence: GestureEvidence = {
    version: 1, customerId: session.customerId, memberId: session.memberId,
    statement: statementSchema.parse(statement), nonce, origin, rpId,
    passkeyId: key.id, credentialId: key.credentialId, publicKey: key.publicKey.toString("base64url"),
    authenticatorData, clientDataJSON, signature,
  };
  // The second request of a batch comes with the signature of the first, whose count is no longer ahead of the one we know.
  const again = proof !== null && proof === sha256Hex(canonicalJson(evidence));
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: again ? 0 : key.counter },
  }).catch(() => null);
  if (!verified?.verified || (proof !== null && !again)) {
    return refuse("The passkey's signature does not fit what is to be signed, or the passkey did not verify you. Nothing was decided.");
  }
  return { passkeyId: key.id, fingerprint: key.fingerprint, evidence, counter: verified.authenticationInfo.newCounter };
}

/**
 * Uses a gesture up, in the transaction of what it stands for: of a batch the one request, else the whole. Answers the digest
 * of its proof; null for a mere session. Throws `conflict` where somebody was faster with it.
 */
export async function spendGesture(
  tx: Transaction,
  session: Session,
  gesture: CheckedGesture,
  transferId: string | null,
): Promise<string | null> {
  if (gesture.nonce === null) return null;
  const at = now();
  const mine = and(eq(ceremony.nonce, gesture.nonce), isNull(ceremony.usedAt));
  const batch = gesture.statement?.kind === "approve" ? gesture.statement.items.length : 1;
  const used = sql`${ceremony.body} -> 'used'`;
  const taken = await tx
    .update(ceremony)
    .set(
      transferId === null
        ? { usedAt: at }
        : {
            body: sql`jsonb_set(${ceremony.body}, '{used}', (${used}) || to_jsonb(${transferId}::text))`,
            usedAt: sql`case when jsonb_array_length(${used}) + 1 >= ${batch} then ${at.toISOString()}::timestamptz end`,
          },
    )
    .where(transferId === null ? mine : and(mine, sql`not (${used}) ? ${transferId}`))
    .returning({ body: ceremony.body });
  const [row] = taken;
  if (!row) return refuse("This signature was used already. Sign again.");
  const { proof } = row.body as Body;
  if (proof) return proof;
  const fresh = await prove(tx, session, gesture, transferId ?? gesture.passkeyId ?? gesture.nonce);
  const more = JSON.stringify({ proof: fresh, how: gesture.assurance });
  await tx.update(ceremony).set({ body: sql`${ceremony.body} || ${more}::jsonb` }).where(eq(ceremony.nonce, gesture.nonce));
  return fresh;
}

async function prove(
  tx: Transaction,
  session: Session,
  { stepUp, counter, passkeyId, evidence }: CheckedGesture,
  subjectId: string,
): Promise<string> {
  if (stepUp) return takeStepUp(tx, session, { ...stepUp, purpose: "decide" });
  // Revoked since it was checked: then it was not in time.
  const mine = and(eq(passkey.id, passkeyId!), eq(passkey.state, "active"));
  const used = await tx.update(passkey).set({ counter: counter!, lastUsedAt: now() }).where(mine).returning({ id: passkey.id });
  if (used.length === 0) return refuse("This passkey was revoked meanwhile. Nothing was decided.");
  return keepEvidence(tx, { customerId: session.customerId, kind: "gesture", subjectId, value: evidence });
}

/** What is signed of this request; null where the statement does not name it. */
export const itemOf = ({ statement }: CheckedGesture, transferId: string): SignedItem | null =>
  (statement?.kind === "approve" && statement.items.find((one) => one.transferId === transferId)) || null;
