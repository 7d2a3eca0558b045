import { memberships } from "@/lib/desk/memberships";
import { route } from "@/lib/desk/route";

/** One's own memberships, with what each is to this desk. */
export const GET = route({ access: "session" }, ({ session }) => memberships(session));
