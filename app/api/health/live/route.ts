import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** The process runs and answers: nothing else is asked, so that a fault elsewhere does not get it restarted. */
export const GET = route({ access: "public" }, () => ({ status: "live" }));

export const { POST, PUT, PATCH, DELETE } = only("GET");
