import { clientAddress } from "@/lib/auth/client-address";
import { endMemberSession } from "@/lib/auth/member-sessions";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** Ends a session of one's own. One that is over already is what was wanted. */
export const POST = route<"session", { handle: string }>({ access: "session" }, async ({ session, params, request }) => {
  if (!/^[0-9a-f]{32}$/.test(params.handle)) throw new AppError("not_found");
  return { ended: await endMemberSession(session, params.handle, session, clientAddress(request)) };
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
