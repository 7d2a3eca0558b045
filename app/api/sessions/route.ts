import { liveSessions } from "@/lib/auth/member-sessions";
import { route } from "@/lib/desk/route";

/** One's own sessions. */
export const GET = route({ access: "session" }, ({ session }) => liveSessions(session, session));
