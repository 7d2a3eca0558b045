import { liveSessions } from "@/lib/auth/member-sessions";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { id } from "@/lib/jiko/schemas";

/** The sessions of a member, for who manages the team. */
export const GET = route<"team.manage", { member: string }>({ access: "team.manage" }, ({ session, params }) =>
  liveSessions({ customerId: session.customerId, memberId: checked(id, params.member) }, session),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
