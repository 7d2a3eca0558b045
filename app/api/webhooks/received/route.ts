import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { receivedBy } from "@/lib/desk/webhooks/endpoints";

/** The events that were delivered to this desk, each once. */
export const GET = route({ access: "webhooks.read" }, ({ session, url }) => receivedBy(session.customerId, url.searchParams.get("cursor")));

export const { POST, PUT, PATCH, DELETE } = only("GET");
