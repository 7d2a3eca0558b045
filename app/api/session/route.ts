import { sessionView } from "@/lib/auth/session-view";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** How long the session lives on. Asking is not activity. */
export const GET = route({ access: "session" }, ({ session }) => sessionView(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
