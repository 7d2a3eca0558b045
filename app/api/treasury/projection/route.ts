import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { projectionView } from "@/lib/desk/treasury/projection";

/** What is known and expected of the next thirteen weeks. */
export const GET = route({ access: "cash.read" }, ({ session }) => projectionView(session));

export const { POST, PUT, PATCH, DELETE } = only("GET");
