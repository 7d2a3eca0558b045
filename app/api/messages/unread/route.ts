import { unreadMessages } from "@/lib/desk/messages/list";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** How many of the desk's messages are unread. */
export const GET = route({ access: "messages.own" }, ({ session }) => unreadMessages(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
