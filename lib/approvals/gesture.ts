import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/canonical";

/** One request as it is signed: what it is, and what it was decided upon. Hashes as hexadecimal SHA-256. */
export interface SignedItem {
  transferId: string;
  subjectHash: string;
  contextHash: string;
}

/** What one gesture with a passkey stands for. Several requests are signed in the order in which they are listed. */
export interface Gesture {
  customerId: string;
  memberId: string;
  decision: "approve";
  items: readonly SignedItem[];
  /** Of the server, used once: 32 random bytes, base64url. */
  nonce: string;
}

/** So that a signature of ours is never one of anything else that is signed with the same passkey. */
const domain = "countersign decision v1\n";

/**
 * The WebAuthn challenge of a gesture, base64url: SHA-256 of the domain line and the canonical JSON of everything that it
 * stands for. An authenticator signs it, so an assertion fits no other request, snapshot, decision, member or moment.
 */
export function challengeOf({ customerId, memberId, decision, items, nonce }: Gesture): string {
  if (items.length === 0) throw new RangeError("A gesture stands for at least one request");
  const listed = items.map(({ transferId, subjectHash, contextHash }) => ({ transferId, subjectHash, contextHash }));
  const text = domain + canonicalJson({ customerId, memberId, decision, items: listed, nonce });
  return createHash("sha256").update(text, "utf8").digest("base64url");
}

/**
 * The challenge of an enrolment, and the nonce that Jiko signs into the id_token of the step-up before it: both come from the
 * new credential's public key, so that Jiko's signature ties the key to the person.
 */
export const enrolmentNonceOf = (publicKey: Uint8Array): string =>
  createHash("sha256").update("countersign enrolment v1\n").update(publicKey).digest("base64url");
