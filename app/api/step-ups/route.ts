import { z } from "zod";
import { returnPath } from "@/lib/auth/return-path";
import { beginStepUp } from "@/lib/auth/step-up";
import { only } from "@/lib/desk/only";
import { nonceText } from "@/lib/desk/passkeys/ceremony";
import { enrolmentNonce, registration } from "@/lib/desk/passkeys/enrol";
import { challengeFor } from "@/lib/desk/passkeys/gesture";
import { route } from "@/lib/desk/route";

const returnTo = z.string().max(500).transform(returnPath);
const asked = z.discriminatedUnion("purpose", [
  z.strictObject({ purpose: z.literal("enrol"), returnTo, nonce: nonceText, response: registration }),
  z.strictObject({ purpose: z.literal("decide"), returnTo, nonce: nonceText }),
]);

/** Begins a fresh sign-in at Jiko for one purpose; answers where the browser goes. */
export const POST = route({ access: "passkeys.own" }, async ({ session, json }) => {
  const wanted = await json(asked);
  const { purpose, returnTo } = wanted;
  const signed = wanted.purpose === "enrol" ? await enrolmentNonce(session, wanted) : await challengeFor(session, wanted.nonce);
  const { id, url, cookie } = await beginStepUp(session, { purpose, nonce: signed, returnTo });
  return Response.json({ id, url }, { headers: { "set-cookie": cookie } });
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
