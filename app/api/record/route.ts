import { only } from "@/lib/desk/only";
import { recordPage, recordPageWanted } from "@/lib/desk/record/list";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?member=<id>&group=decisions&subject=<id>&outcome=refused&from=2026-07-01&to=2026-07-15&before=120`: a page of the audit record. */
export const GET = route({ access: "record.read" }, ({ session, url }) =>
  recordPage(session, checked(recordPageWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
