import { listTotals } from "@/lib/desk/lists/read";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** `?type=WIRE&amount=100..250&q=rent`: how many rows the filters leave, and the sums of their money. Null while there is no copy. */
export const GET = route<"session", { name: string }>({ access: "session" }, ({ session, params, url }) =>
  listTotals(session, params.name, url.searchParams),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
