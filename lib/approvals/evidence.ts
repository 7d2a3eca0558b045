import { z } from "zod";

/**
 * What the desk keeps beside the record, each under the SHA-256 of its canonical JSON, which the record names. Whoever has the
 * record, these and a public key of the heads can check a decision without us (docs/decisions/0012-evidence.md).
 */
const base64url = z.string().regex(/^[\w-]*$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.guid();

const signedItem = z.strictObject({ transferId: id, subjectHash: digest, contextHash: digest });
/** So many can be read through before one gesture. */
const batch = z
  .array(signedItem)
  .min(1)
  .max(50)
  .refine((items) => new Set(items.map(({ transferId }) => transferId.toLowerCase())).size === items.length, "The same request twice.");

export const statement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("approve"), items: batch }),
  z.strictObject({ kind: z.literal("policy"), number: z.int(), digest }),
  z.strictObject({ kind: z.literal("passkey"), passkeyId: id, fingerprint: digest }),
]);

/** An assertion with everything that it takes to verify it. */
export const gestureEvidence = z.strictObject({
  version: z.literal(1),
  customerId: id,
  memberId: id,
  statement,
  nonce: base64url,
  /** Where the page was that asked for it. */
  origin: z.url(),
  rpId: z.string(),
  passkeyId: id,
  credentialId: base64url,
  /** COSE. */
  publicKey: base64url,
  authenticatorData: base64url,
  clientDataJSON: base64url,
  signature: base64url,
});
export type GestureEvidence = z.output<typeof gestureEvidence>;

/** Jiko's word that this person signed in at this moment, for this purpose. */
export const signInEvidence = z.strictObject({
  version: z.literal(1),
  customerId: id,
  memberId: id,
  subject: z.string(),
  purpose: z.enum(["enrol", "decide"]),
  /** Of an enrolment `enrolmentNonceOf` its key, of a decision the challenge. */
  nonce: z.string(),
  issuer: z.url(),
  clientId: z.string(),
  idToken: z.string(),
  /** Jiko's public keys of that moment (a JWK set). */
  keys: z.looseObject({ keys: z.array(z.looseObject({})) }),
  at: z.iso.datetime(),
  /** Of a decision: what it was for, so that the nonce can be worked out again. Null otherwise. */
  gesture: z.strictObject({ statement, nonce: base64url }).nullable(),
});
export type SignInEvidence = z.output<typeof signInEvidence>;

/** How a passkey came to be a person's. */
export const enrolmentEvidence = z.strictObject({
  version: z.literal(1),
  customerId: id,
  memberId: id,
  passkeyId: id,
  credentialId: base64url,
  publicKey: base64url,
  attestationObject: base64url,
  clientDataJSON: base64url,
  /** Digest of the sign-in (`signInEvidence`). */
  signIn: digest,
});
export type EnrolmentEvidence = z.output<typeof enrolmentEvidence>;
