import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { endpointsOf } from "@/lib/desk/webhooks/endpoints";

/** What arrived at this desk, by endpoint. */
export const GET = route({ access: "webhooks.read" }, ({ session }) => endpointsOf(session.customerId));

export const { POST, PUT, PATCH, DELETE } = only("GET");
