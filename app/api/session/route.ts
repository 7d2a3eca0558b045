import { sessionView } from "@/lib/auth/session-view";
import { route } from "@/lib/desk/route";

/** How long the session lives on. Asking is not activity. */
export const GET = route({ access: "session" }, ({ session }) => sessionView(session));
