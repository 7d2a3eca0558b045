import { startAuthentication, WebAuthnError } from "@simplewebauthn/browser";
import type { Statement } from "@/lib/approvals/statement";
import type { GivenGesture, OpenGesture } from "@/lib/desk/passkeys/gesture";
import { request } from "./request";

/** The person, the browser or the authenticator did not sign. Nothing was sent. */
export class NotSigned extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "NotSigned";
  }
}

/**
 * Asks for a challenge that stands for this statement and has the person's passkey sign it. Throws NotSigned with a sentence,
 * and what the request throws.
 */
export async function signWithPasskey(statement: Statement): Promise<GivenGesture> {
  const { nonce, options } = await request<OpenGesture>("/api/gestures", { method: "POST", body: statement });
  if (!options) throw new NotSigned("You have no passkey that can sign. Add one under Your account first. Nothing was sent.");
  try {
    const { id, rawId, type, response, authenticatorAttachment } = await startAuthentication({ optionsJSON: options });
    return { kind: "passkey", nonce, response: { id, rawId, type, response, authenticatorAttachment, clientExtensionResults: {} } };
  } catch (error) {
    throw new NotSigned(whyNot(error), error);
  }
}

/** What went wrong at the authenticator, for the person who stands before it. */
export function whyNot(error: unknown): string {
  const name = error instanceof WebAuthnError ? (error.cause as Error | undefined)?.name : (error as Error | null)?.name;
  if (name === "NotAllowedError" || name === "AbortError") return "The passkey was not used: it was declined, or it took too long. Nothing was sent.";
  if (name === "InvalidStateError") return "This device has a passkey of yours for this desk already.";
  if (name === "SecurityError") return "This address is not one that passkeys work at. Tell an administrator: APP_URL must be what the browser shows.";
  if (name === "NotSupportedError") return "This browser or device cannot verify you with a passkey. Try another one.";
  return "The passkey could not be used. Nothing was sent.";
}
