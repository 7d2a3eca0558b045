import { only } from "@/lib/desk/only";
import { recordState } from "@/lib/desk/record/state";
import { route } from "@/lib/desk/route";

/** How the chain of the audit record stands. */
export const GET = route({ access: "record.read" }, ({ session }) => recordState(session.customerId));

export const { POST, PUT, PATCH, DELETE } = only("GET");
