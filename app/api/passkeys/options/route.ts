import { z } from "zod";
import { only } from "@/lib/desk/only";
import { openEnrolment } from "@/lib/desk/passkeys/enrol";
import { route } from "@/lib/desk/route";

/** What the browser needs to make a new passkey. */
export const POST = route({ access: "passkeys.own" }, async ({ session, json }) => {
  await json(z.strictObject({}));
  return openEnrolment(session);
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
