import { clientAddress } from "@/lib/auth/client-address";
import { endMemberSession } from "@/lib/auth/member-sessions";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";
import { id } from "@/lib/jiko/schemas";

/** Ends a session of a member, by who manages the team. One that is over already is what was wanted. */
export const POST = route<"team.manage", { member: string; handle: string }>({ access: "team.manage" }, async ({ session, params, request }) => {
  if (!/^[0-9a-f]{32}$/.test(params.handle)) throw new AppError("not_found");
  const whose = { customerId: session.customerId, memberId: checked(id, params.member) };
  return { ended: await endMemberSession(whose, params.handle, session, clientAddress(request)) };
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
