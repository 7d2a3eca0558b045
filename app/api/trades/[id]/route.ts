import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { findTrade, tradePlace } from "@/lib/desk/trades";
import { AppError } from "@/lib/errors";
import { id } from "@/lib/jiko/schemas";

/** `?pocket=<id>&day=<book date>` narrow the search down to a handful. */
export const GET = route<"cash.read", { id: string }>({ access: "cash.read" }, ({ session, url, params }) => {
  if (!id.safeParse(params.id).success) throw new AppError("not_found");
  return findTrade(session, params.id, checked(tradePlace, Object.fromEntries(url.searchParams)));
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
