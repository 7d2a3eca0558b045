import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull, ne } from "drizzle-orm";
import { generateRegistrationOptions, verifyRegistrationResponse, type RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import type { EnrolmentEvidence, SignInEvidence } from "@/lib/approvals/evidence";
import { enrolmentNonceOf, fingerprintOf } from "@/lib/approvals/gesture";
import { ownKeyStatement, type Statement } from "@/lib/approvals/statement";
import { newSecret } from "@/lib/auth/secret";
import type { Session } from "@/lib/auth/session";
import { takeStepUp, type SignInProof } from "@/lib/auth/step-up";
import { canonicalJson } from "@/lib/canonical";
import { now } from "@/lib/clock";
import { db, type Transaction } from "@/lib/db/connection";
import { ceremony, passkey, type stepUp } from "@/lib/db/schema/passkeys";
import { takeTurn } from "@/lib/db/turn";
import { keepEvidence } from "../evidence";
import { passkeyAdded, passkeyWaits } from "../messages/desk-words";
import { base64url, challengeOptions, credential, handedOut, handOut, isOpen, nonceText, refuse, relyingParty } from "./ceremony";
import { checkGesture, givenGesture, spendGesture } from "./gesture";

/** More than this nobody keeps an eye on. */
const mostPerMember = 10;

/** What `navigator.credentials.create` made, as @simplewebauthn/browser writes it. */
export const registration = z.looseObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

const ownedBy = ({ customerId, memberId }: Session) => and(eq(passkey.customerId, customerId), eq(passkey.memberId, memberId));

/** Begins an enrolment: what `navigator.credentials.create` is called with. */
export async function openEnrolment(session: Session): Promise<{ nonce: string; options: object }> {
  const known = await db().select().from(passkey).where(and(ownedBy(session), ne(passkey.state, "revoked")));
  if (known.length >= mostPerMember) return refuse(`You have ${mostPerMember} passkeys. Revoke one before you add another.`);
  const nonce = newSecret();
  await handOut(session, { nonce, purpose: "enrol", challenge: nonce, body: {} });
  const options = await generateRegistrationOptions({
    ...challengeOptions(nonce),
    rpName: "Countersign",
    userID: new Uint8Array(Buffer.from(session.memberId)),
    userName: session.email || session.name,
    userDisplayName: session.name,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });
  return { nonce, options };
}

/** Reads a new credential and checks that it answers our challenge, with its person verified. Throws `conflict`. */
async function checkRegistration(nonce: string, response: z.output<typeof registration>) {
  const { origin, rpId } = relyingParty();
  const checked = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge: nonce,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch(() => null);
  if (!checked?.verified) return refuse("The new passkey does not answer what was asked, or did not verify you. Add it once more.");
  return checked.registrationInfo;
}

interface Made {
  nonce: string;
  response: z.output<typeof registration>;
}

async function newKey(session: Session, { nonce, response }: Made): Promise<Uint8Array> {
  await openCeremony(session, nonce);
  return (await checkRegistration(nonce, response)).credential.publicKey;
}

/** What Jiko is asked to sign for this enrolment: it comes from the new key, so that nobody else's sign-in stands for it. */
export const enrolmentNonce = async (session: Session, made: Made): Promise<string> => enrolmentNonceOf(await newKey(session, made));

/** What an older passkey of the member signs for the new one. */
export const enrolmentFingerprint = async (session: Session, made: Made): Promise<string> => fingerprintOf(await newKey(session, made));

async function openCeremony(session: Session, nonce: string): Promise<void> {
  const row = await handedOut(session, nonce);
  if (row?.purpose === "enrol" && isOpen(row)) return;
  refuse("This was begun too long ago, or in another session. Add the passkey once more.");
}

export const enrolmentInput = z.strictObject({
  nonce: nonceText,
  label: z.string().trim().min(1, "Name the passkey, so that you know it again.").max(60, "At most 60 characters."),
  response: registration,
  stepUp: z.guid(),
  /** With a passkey that the member has: then nobody else has to confirm the new one. */
  gesture: givenGesture.optional(),
});
type Enrolment = z.output<typeof enrolmentInput>;

/**
 * Adds a passkey after a fresh sign-in at Jiko that names its key. A first one signs at once; another one where the member
 * signs for it with one that they have, else it waits for a second person: whoever has a stolen session and the password
 * must not get a key of their own that easily.
 */
export async function enrol(tx: Transaction, session: Session, { nonce, label, response, stepUp: stepUpId, gesture: given }: Enrolment) {
  await openCeremony(session, nonce);
  const { credential: made, credentialBackedUp, attestationObject } = await checkRegistration(nonce, response);
  const publicKey = Buffer.from(made.publicKey);
  const [id, fingerprint] = [randomUUID(), fingerprintOf(publicKey)];
  const unused = and(eq(ceremony.nonce, nonce), isNull(ceremony.usedAt));
  const used = await tx.update(ceremony).set({ usedAt: now() }).where(unused).returning({ nonce: ceremony.nonce });
  if (used.length === 0) return refuse("This passkey is added already.");
  const signIn = await takeStepUp(tx, session, { id: stepUpId, purpose: "enrol", nonce: enrolmentNonceOf(publicKey) });
  const { customerId, memberId } = session;
  const evidence: EnrolmentEvidence = {
    version: 1, customerId, memberId, passkeyId: id, credentialId: made.id, publicKey: publicKey.toString("base64url"),
    attestationObject: Buffer.from(attestationObject).toString("base64url"), clientDataJSON: response.response.clientDataJSON,
    signIn,
  };
  const enrolment = await keepEvidence(tx, { customerId, kind: "enrolment", subjectId: id, value: evidence });
  // Two at once would both be the first.
  await takeTurn(tx, `passkeys:${memberId.toLowerCase()}`);
  const before = await tx.select({ id: passkey.id }).from(passkey).where(ownedBy(session)).limit(1);
  const proof = before.length > 0 && given ? await signedForKey(tx, session, given, fingerprint) : null;
  const state = before.length === 0 || proof !== null ? "active" : "waiting";
  const transports = response.response.transports ?? [];
  await tx.insert(passkey).values({
    id, customerId, memberId, memberName: session.name, label, credentialId: made.id, publicKey, fingerprint,
    transports, state, enrolment, counter: made.counter, backedUp: credentialBackedUp, createdAt: now(),
    confirmedBy: proof ? memberId : null,
  });
  const tellings = [passkeyAdded(id, label, state === "waiting", session), ...(state === "waiting" ? [passkeyWaits(id, session)] : [])];
  const details = { passkeyId: id, fingerprint, enrolment, signIn, state, label, proof };
  return { result: { id, state }, details, subjectId: id, tellings };
}

async function signedForKey(tx: Transaction, session: Session, given: z.output<typeof givenGesture>, fingerprint: string): Promise<string> {
  const gesture = await checkGesture(session, given);
  if (gesture.assurance !== "passkey" || canonicalJson(gesture.statement) !== canonicalJson(ownKeyStatement(fingerprint))) {
    return refuse("The signature with your other passkey is not for this one. Add it once more.");
  }
  return (await spendGesture(tx, session, gesture, null))!;
}

/** Keeps what Jiko said of a fresh sign-in, with what it was for. */
export async function keepSignIn(tx: Transaction, row: typeof stepUp.$inferSelect, proof: SignInProof): Promise<string> {
  const [asked] = row.purpose === "decide" ? await tx.select().from(ceremony).where(eq(ceremony.challenge, row.nonce)) : [];
  const gesture = asked ? { statement: (asked.body as { statement: Statement }).statement, nonce: asked.nonce } : null;
  const value = { ...proof, gesture } as SignInEvidence;
  return keepEvidence(tx, { customerId: row.customerId, kind: "sign_in", subjectId: row.memberId, value });
}
