import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { planView, planWanted } from "@/lib/desk/treasury/plan";

/** `?pocket=<id>&amount=250,000.00&day=2026-08-03`: which pockets and bills could bring it, and what each way costs. */
export const GET = route({ access: "cash.read" }, ({ session, url }) => planView(session, checked(planWanted, Object.fromEntries(url.searchParams))));

export const { POST, PUT, PATCH, DELETE } = only("GET");
