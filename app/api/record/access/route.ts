import { only } from "@/lib/desk/only";
import { readWhole } from "@/lib/desk/read";
import { accessReport, accessWanted } from "@/lib/desk/record/access";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?date=2026-07-15`: who could do what at the end of that day. */
export const GET = route({ access: "record.read" }, ({ session, url }) =>
  accessReport(session, checked(accessWanted, Object.fromEntries(url.searchParams)), (op, input) => readWhole(op, session, input)),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
