import { messagesPage } from "@/lib/desk/messages/list";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** What the desk told whoever asks, newest first. */
export const GET = route({ access: "messages.own" }, ({ session, url }) => messagesPage(session, url.searchParams.get("cursor")));

export const { POST, PUT, PATCH, DELETE } = only("GET");
