import { z } from "zod";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { historyView } from "@/lib/desk/treasury/history";

const wanted = z.strictObject({ days: z.coerce.number().int().min(1).max(1830) });

/** `?days=90`: what there was at the end of each day, and what has changed. */
export const GET = route({ access: "cash.read" }, ({ session, url }) =>
  historyView(session, checked(wanted, Object.fromEntries(url.searchParams)).days),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
