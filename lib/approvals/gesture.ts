import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/canonical";
import type { Statement } from "./statement";

/** What one gesture with a passkey stands for. */
export interface Gesture {
  customerId: string;
  memberId: string;
  statement: Statement;
  /** Of the server, used once: 32 random bytes, base64url. */
  nonce: string;
}

/** So that a signature of ours is never one of anything else that is signed with the same passkey. */
const domain = "countersign gesture v1\n";

function plain(statement: Statement): Statement {
  switch (statement.kind) {
    case "approve":
      if (statement.items.length === 0) throw new RangeError("A gesture stands for at least one request");
      return {
        kind: statement.kind,
        items: statement.items.map(({ transferId, subjectHash, contextHash }) => ({ transferId, subjectHash, contextHash })),
      };
    case "policy":
      return { kind: statement.kind, number: statement.number, digest: statement.digest };
    case "passkey":
      return { kind: statement.kind, passkeyId: statement.passkeyId, fingerprint: statement.fingerprint };
  }
}

/**
 * The WebAuthn challenge of a gesture, base64url: SHA-256 of the domain line and the canonical JSON of everything that it
 * stands for. An authenticator signs it, so an assertion fits no other request, snapshot, decision, member or moment. The nonce
 * of a fresh sign-in that stands for a gesture is the same.
 */
export function challengeOf({ customerId, memberId, statement, nonce }: Gesture): string {
  const text = domain + canonicalJson({ customerId, memberId, statement: plain(statement), nonce });
  return createHash("sha256").update(text, "utf8").digest("base64url");
}

/** SHA-256 of a passkey's public key (COSE), hexadecimal: what the record and people know it by. */
export const fingerprintOf = (publicKey: Uint8Array): string => createHash("sha256").update(publicKey).digest("hex");

/**
 * The nonce that Jiko signs into the id_token of the step-up of an enrolment: it comes from the new credential's public key, so
 * that Jiko's signature ties the key to the person.
 */
export const enrolmentNonceOf = (publicKey: Uint8Array): string =>
  createHash("sha256").update("countersign enrolment v1\n").update(publicKey).digest("base64url");
