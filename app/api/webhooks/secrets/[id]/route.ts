import { clientAddress } from "@/lib/auth/client-address";
import { touchAlive } from "@/lib/auth/sessions";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { showSecret } from "@/lib/desk/webhooks/endpoints";

/** Shows the secret of a receiver that is not ours, once. */
export const POST = route<"webhooks.manage", { id: string }>({ access: "webhooks.manage" }, async ({ session, params, request }) => {
  await touchAlive(session);
  return showSecret(session, params.id.toLowerCase(), clientAddress(request));
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
