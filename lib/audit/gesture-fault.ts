import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { GestureEvidence } from "@/lib/approvals/evidence";
import { challengeOf } from "@/lib/approvals/gesture";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));

/**
 * Why a gesture is no proof of what it stands for; null where it is. The challenge is worked out again from customer, member,
 * statement and nonce; the assertion must be over it, of the page that it names, with presence and verification of a person.
 */
export async function gestureFault(gesture: GestureEvidence): Promise<string | null> {
  const { credentialId, origin, rpId, authenticatorData, clientDataJSON, signature, publicKey } = gesture;
  const { hostname } = new URL(origin);
  if (hostname !== rpId && !hostname.endsWith(`.${rpId}`)) return `its page ${origin} is not one of ${rpId}`;
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: "public-key",
        response: { authenticatorData, clientDataJSON, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challengeOf(gesture),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: bytes(publicKey), counter: 0 },
    });
    return verified ? null : "its signature does not fit the passkey";
  } catch (error) {
    return `its assertion does not hold: ${(error as Error).message}`;
  }
}
