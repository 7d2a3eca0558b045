import { memberships } from "@/lib/desk/memberships";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** One's own memberships, with what each is to this desk. */
export const GET = route({ access: "session" }, ({ session }) => memberships(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
