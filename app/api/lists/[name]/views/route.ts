import { viewsOf } from "@/lib/desk/lists/views";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** The saved views of a list that this member has, and the columns that they chose. */
export const GET = route<"session", { name: string }>({ access: "session" }, ({ session, params }) => viewsOf(session, params.name));

export const { POST, PUT, PATCH, DELETE } = only("GET");
