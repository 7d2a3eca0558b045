import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { tradesPage, tradesWanted } from "@/lib/desk/trades";

/** Trades, newest first, as the address filters them. */
export const GET = route({ access: "cash.read" }, ({ session, url }) => tradesPage(session, checked(tradesWanted, Object.fromEntries(url.searchParams))));

export const { POST, PUT, PATCH, DELETE } = only("GET");
