// Passkeys for tests of what is signed: enrolled straight in the tables, as if Jiko had been asked.
import { randomUUID } from "node:crypto";
import { fingerprintOf } from "@/lib/approvals/gesture";
import type { Statement } from "@/lib/approvals/statement";
import type { Session } from "@/lib/auth/session";
import { SoftAuthenticator } from "@/lib/auth/testing/authenticator";
import { db } from "@/lib/db/connection";
import { passkey } from "@/lib/db/schema/passkeys";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { keepEvidence } from "../evidence";
import { relyingParty } from "./ceremony";
import { openGesture, type GivenGesture } from "./gesture";

const authenticators = new Map<string, Promise<SoftAuthenticator>>();

/** A member's authenticator, with one passkey that stands. */
export function authenticatorOf(session: Pick<Session, "customerId" | "memberId" | "name">): Promise<SoftAuthenticator> {
  const key = `${session.customerId} ${session.memberId}`;
  const known = authenticators.get(key) ?? enrolled(session);
  authenticators.set(key, known);
  return known;
}

async function enrolled({ customerId, memberId, name }: Pick<Session, "customerId" | "memberId" | "name">): Promise<SoftAuthenticator> {
  const authenticator = new SoftAuthenticator();
  const { origin, rpId } = relyingParty();
  const challenge = Buffer.alloc(32).toString("base64url");
  const response = authenticator.create({ challenge, origin, rpId });
  const checked = await verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId });
  const { credential } = checked.registrationInfo!;
  const publicKey = Buffer.from(credential.publicKey);
  const id = randomUUID();
  const { attestationObject, clientDataJSON } = response.response;
  const key = { credentialId: credential.id, publicKey: publicKey.toString("base64url") };
  const value = { version: 1, customerId, memberId, passkeyId: id, ...key, attestationObject, clientDataJSON, signIn: "0".repeat(64) };
  const enrolment = await db().transaction((tx) => keepEvidence(tx, { customerId, kind: "enrolment", subjectId: id, value }));
  await db().insert(passkey).values({
    id, customerId, memberId, memberName: name, label: "Software", credentialId: credential.id, publicKey,
    fingerprint: fingerprintOf(publicKey), counter: credential.counter, transports: ["internal"], backedUp: false, state: "active",
    enrolment, createdAt: new Date(),
  });
  return authenticator;
}

/** A statement signed the whole way: asked for, and answered by the member's authenticator. */
export async function signStatement(session: Session, statement: Statement, how: { userVerified?: boolean } = {}): Promise<GivenGesture> {
  const authenticator = await authenticatorOf(session);
  const { nonce, challenge } = await openGesture(session, statement);
  const response = authenticator.get({ challenge, ...relyingParty(), ...how });
  return { kind: "passkey", nonce, response } as GivenGesture;
}
