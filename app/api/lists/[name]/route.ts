import { listBlock } from "@/lib/desk/lists/read";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** `?offset=200&type=WIRE&amount=100..250&q=rent&sort=-amount`: one block of a list, by the search of the list's own address. */
export const GET = route<"session", { name: string }>({ access: "session" }, ({ session, params, url }) =>
  listBlock(session, params.name, url.searchParams),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
