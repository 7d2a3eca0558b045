import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import type { SignInEvidence } from "@/lib/approvals/evidence";

/** Signatures that only the issuer can make. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

/**
 * Why a sign-in is not Jiko's word for this person, this client and this nonce; null where it is. `issuerKeys`, where given, are
 * Jiko's keys as they were got elsewhere, and stand in place of those that were kept.
 */
export async function signInFault(signIn: SignInEvidence, issuerKeys?: JSONWebKeySet): Promise<string | null> {
  const { idToken, keys, issuer, clientId, at, subject, nonce, memberId } = signIn;
  try {
    const { payload } = await jwtVerify(idToken, createLocalJWKSet(issuerKeys ?? (keys as JSONWebKeySet)), {
      issuer, audience: clientId, currentDate: new Date(at), clockTolerance: 60, algorithms,
    });
    if (payload.sub !== subject) return "its id_token is of another person";
    const { member_id: member } = payload;
    if (typeof member === "string" && member.toLowerCase() !== memberId.toLowerCase()) return "its id_token is of another member";
    return payload.nonce === nonce ? null : "its id_token was made for something else: the nonce differs";
  } catch (error) {
    return `its id_token does not hold: ${(error as Error).message}`;
  }
}
