import { archiveWanted, planArchive } from "@/lib/desk/archives/plan";
import { archivesOf, keepPlan } from "@/lib/desk/archives/store";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** The ZIPs that the viewer made in the last hour, and how far they are. */
export const GET = route({ access: "cash.read" }, ({ session }) => archivesOf(session));

/** Plans a ZIP of statements. It is made while it is fetched, once, from `/api/downloads/archives/<id>`. */
export const POST = route({ access: "cash.read" }, async ({ session, json }) => keepPlan(session, await planArchive(session, await json(archiveWanted))));

export const { PUT, PATCH, DELETE } = only("GET", "POST");
