/** One request as it is signed: what it is, and what it was decided upon. Hashes as hexadecimal SHA-256. */
export interface SignedItem {
  transferId: string;
  subjectHash: string;
  contextHash: string;
}

/** What can be signed. Several requests are signed in the order in which they are listed. */
export type Statement =
  | { kind: "approve"; items: readonly SignedItem[] }
  /** A version of the policy, by the hash of its canonical text, put in force. */
  | { kind: "policy"; number: number; digest: string }
  /** Somebody else's new passkey, confirmed. */
  | { kind: "passkey"; passkeyId: string; fingerprint: string };

/** An id that no passkey has. */
const notYet = "00000000-0000-0000-0000-000000000000";

/** Of a new key only its fingerprint is known when its owner signs for it with an older one: its id is minted afterwards. */
export const ownKeyStatement = (fingerprint: string): Statement => ({ kind: "passkey", passkeyId: notYet, fingerprint });
