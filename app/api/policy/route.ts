import { only } from "@/lib/desk/only";
import { policyView } from "@/lib/desk/policy/view";
import { route } from "@/lib/desk/route";

export const GET = route({ access: "transfers.read" }, ({ session }) => policyView(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
