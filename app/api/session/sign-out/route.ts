import { clientAddress } from "@/lib/auth/client-address";
import { clearedSession } from "@/lib/auth/cookies";
import { endSession } from "@/lib/auth/sessions";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** Ends the session here at once; Jiko is told without anybody waiting for it. The browser forgets what it cached. */
export const POST = route({ access: "session" }, async ({ session, request }) => {
  await endSession(session.id, "signed_out", clientAddress(request));
  const answer = Response.json({ ok: true }, { headers: { "clear-site-data": '"cache", "storage"' } });
  for (const line of clearedSession()) answer.headers.append("set-cookie", line);
  return answer;
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
