import { freezeView } from "@/lib/desk/commands/freeze";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** Whether the desk is frozen, by whom and why. */
export const GET = route({ access: "session" }, ({ session }) => freezeView(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
