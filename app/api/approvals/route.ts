import { waitingViews } from "@/lib/desk/approvals/waiting";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** How the requests that wait stand by the company's own policy, for lists. */
export const GET = route({ access: "transfers.read" }, ({ session }) => waitingViews(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
