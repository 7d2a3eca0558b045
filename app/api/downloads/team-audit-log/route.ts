import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { auditLogWanted, downloadAuditLog } from "@/lib/desk/team-audit";

/** `?member=<id>&from=2026-07-01&to=2026-07-15` */
export const GET = route({ access: "team.read" }, ({ url, ...asked }) =>
  downloadAuditLog(asked, checked(auditLogWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
