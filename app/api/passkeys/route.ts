import { z } from "zod";
import { only } from "@/lib/desk/only";
import { passkeysOf, waitingPasskeys } from "@/lib/desk/passkeys/list";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** The passkeys of a member (`member`, else one's own), or with `waiting` those of others that wait to be confirmed. */
export const GET = route({ access: "passkeys.own" }, async ({ session, url }) => {
  if (url.searchParams.has("waiting")) return waitingPasskeys(session);
  const member = url.searchParams.get("member") ?? session.memberId;
  if (!z.guid().safeParse(member).success) throw new AppError("not_found");
  return passkeysOf(session, member);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
