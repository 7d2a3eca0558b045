import { z } from "zod";
import { only } from "@/lib/desk/only";
import { nonceText } from "@/lib/desk/passkeys/ceremony";
import { enrolmentFingerprint, registration } from "@/lib/desk/passkeys/enrol";
import { route } from "@/lib/desk/route";

const made = z.strictObject({ nonce: nonceText, response: registration });

/** The fingerprint of a passkey that was just made: what an older one signs for it. */
export const POST = route({ access: "passkeys.own" }, async ({ session, json }) => ({ fingerprint: await enrolmentFingerprint(session, await json(made)) }));

export const { GET, PUT, PATCH, DELETE } = only("POST");
