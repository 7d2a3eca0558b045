import { decodeAttestationObject, parseAuthenticatorData } from "@simplewebauthn/server/helpers";
import type { EnrolmentEvidence, SignInEvidence } from "@/lib/approvals/evidence";
import { enrolmentNonceOf } from "@/lib/approvals/gesture";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
const same = (given: Uint8Array | undefined, text: string): boolean =>
  given !== undefined && Buffer.from(given).toString("base64url") === text;

/** Why a passkey is not tied to its person; null where it is. The sign-in itself is checked apart (`signInFault`). */
export function enrolmentFault(enrolment: EnrolmentEvidence, signIn: SignInEvidence): string | null {
  const { customerId, memberId, publicKey, credentialId, attestationObject } = enrolment;
  try {
    const made = parseAuthenticatorData(decodeAttestationObject(bytes(attestationObject)).get("authData"));
    if (!same(made.credentialPublicKey, publicKey) || !same(made.credentialID, credentialId)) {
      return "the authenticator made another key than the one kept";
    }
    if (!made.flags.uv) return "the authenticator did not verify a person when the key was made";
  } catch (error) {
    return `what the authenticator said cannot be read: ${(error as Error).message}`;
  }
  if (signIn.purpose !== "enrol") return "the sign-in was not for an enrolment";
  if (signIn.customerId !== customerId || signIn.memberId !== memberId) return "the sign-in is of another member";
  const ours = signIn.nonce === enrolmentNonceOf(bytes(publicKey));
  return ours ? null : "the sign-in was for another key: its nonce does not come from this one";
}
