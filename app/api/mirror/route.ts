import { manageMirror, mirrorOrder } from "@/lib/desk/mirror/manage";
import { mirrorState } from "@/lib/desk/mirror/state";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** How far the desk's copy of Jiko's lists is. */
export const GET = route({ access: "session" }, ({ session }) => mirrorState(session));

/** `{"what": "check"}` or `{"what": "rebuild"}` */
export const POST = route({ access: "mirror.manage" }, async ({ session, json }) => {
  const { what } = await json(mirrorOrder);
  await manageMirror(session, what);
  return mirrorState(session);
});

export const { PUT, PATCH, DELETE } = only("GET", "POST");
