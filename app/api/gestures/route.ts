import { statement } from "@/lib/approvals/evidence";
import { only } from "@/lib/desk/only";
import { openGesture } from "@/lib/desk/passkeys/gesture";
import { route } from "@/lib/desk/route";

/** A challenge for what is about to be signed. What may be signed is decided where the signature arrives. */
export const POST = route({ access: "passkeys.own" }, async ({ session, json }) => openGesture(session, await json(statement)));

export const { GET, PUT, PATCH, DELETE } = only("POST");
