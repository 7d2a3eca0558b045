import { sessionView } from "@/lib/auth/session-view";
import { touchAlive } from "@/lib/auth/sessions";
import { now } from "@/lib/clock";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** A person moved a pointer or pressed a key: the only thing, beside commands, that moves the idle limit. */
export const POST = route({ access: "session" }, async ({ session }) => {
  await touchAlive(session);
  return sessionView({ ...session, lastActiveAt: now() });
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
