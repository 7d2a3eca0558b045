import { startRegistration } from "@simplewebauthn/browser";
import { request } from "@/components/api/request";
import { NotSigned, signWithPasskey, whyNot } from "@/components/api/sign";
import { leaveForStepUp } from "@/components/api/step-up";
import { ownKeyStatement } from "@/lib/approvals/statement";

interface Options {
  nonce: string;
  options: Parameters<typeof startRegistration>[0]["optionsJSON"];
}

interface Wanted {
  label: string;
  /** Sign for the new one with a passkey that the member has; else a second person confirms it. */
  withOlder: boolean;
}

/**
 * Makes a passkey on this device, has an older one sign for it where there is one, and leaves for a fresh sign-in at Jiko that
 * names its key. The page comes back to finish. Throws NotSigned with a sentence.
 */
export async function makePasskey({ label, withOlder }: Wanted): Promise<void> {
  const { nonce, options } = await request<Options>("/api/passkeys/options", { method: "POST", body: {} });
  const made = await startRegistration({ optionsJSON: options }).catch((error: unknown) => {
    throw new NotSigned(whyNot(error), error);
  });
  const { id, rawId, type } = made;
  const { clientDataJSON, attestationObject, transports } = made.response;
  const response = { id, rawId, type, response: { clientDataJSON, attestationObject, transports } };
  const gesture = withOlder ? await signedFor({ nonce, response }) : undefined;
  const parked = { command: "passkey.enrol", input: { nonce, label, response, gesture } };
  await leaveForStepUp({ purpose: "enrol", nonce, response }, parked, "/account");
}

async function signedFor(made: object) {
  const { fingerprint } = await request<{ fingerprint: string }>("/api/passkeys/check", { method: "POST", body: made });
  return signWithPasskey(ownKeyStatement(fingerprint));
}
