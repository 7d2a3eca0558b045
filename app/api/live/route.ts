import { liveStream } from "@/lib/desk/live/stream";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** What changed, as it happens: topics alone. Listening is not activity. */
export const GET = route({ access: "session" }, ({ session, request }) => liveStream(session, request));

export const { POST, PUT, PATCH, DELETE } = only("GET");
