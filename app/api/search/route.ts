import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { searchDesk, searchInput } from "@/lib/desk/search/search";

/** Changes nothing, and is a POST all the same: what is searched for may be an account number, and belongs into no address. */
export const POST = route({ access: "session" }, async ({ session, json }) => searchDesk(session, (await json(searchInput)).text));

export const { GET, PUT, PATCH, DELETE } = only("POST");
