import { liveSessions } from "@/lib/auth/member-sessions";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** One's own sessions. */
export const GET = route({ access: "session" }, ({ session }) => liveSessions(session, session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
