import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { auditLogPage, auditLogPageWanted } from "@/lib/desk/team-audit";

/** `?member=<id>&from=2026-07-01&to=2026-07-15&before=120`: a page of Jiko's audit log. */
export const GET = route({ access: "team.read" }, ({ session, url }) =>
  auditLogPage(session, checked(auditLogPageWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
