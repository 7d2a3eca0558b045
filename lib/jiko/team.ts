import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, id, nullable, openEnum, paging } from "./schemas";

/** Roles of a member at Jiko. That a role is readable is documented, its values are assumed. */
export const roles = ["ADMIN", "INITIATOR", "APPROVER", "VIEWER"] as const;
export type Role = (typeof roles)[number];

const role = openEnum(roles);
const status = openEnum(["ACTIVE", "INACTIVE", "INVITED"]);

/** Who acted, as other objects name a member. */
export const memberRef = z.object({ member_id: id, name: z.string(), email: z.string() });

export const membership = z.object({ member_id: id, customer_id: id, customer_name: z.string(), role, status });
export type Membership = z.output<typeof membership>;

export const teamMember = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  status,
  created_at: dateTime,
  last_login_at: nullable(dateTime),
});
export type TeamMember = z.output<typeof teamMember>;

export const membershipsList = operation({
  id: "memberships.list",
  operationId: "get-user-memberships",
  method: "GET",
  path: "/api/v1/user/memberships/",
  query: z.strictObject(paging),
  answer: cursorList(membership),
  success: 200,
  scope: "profile",
  group: "user",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});

export const teamList = operation({
  id: "team.list",
  operationId: "get_team_api_v1_team__get",
  method: "GET",
  path: "/api/v1/team/",
  query: z.strictObject(paging),
  answer: cursorList(teamMember),
  success: 200,
  scope: "team.read",
  group: "team",
  provenance: { operation: "documented", body: null, answer: "assumed" },
});

export const teamGet = operation({
  id: "team.get",
  operationId: "get_team_member_api_v1_team__member_id___get",
  method: "GET",
  path: "/api/v1/team/{member_id}/",
  answer: teamMember,
  success: 200,
  scope: "team.read",
  group: "team",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
});

const write = {
  answer: teamMember,
  scope: "team.write",
  group: "team",
  provenance: { operation: "assumed", body: "assumed", answer: "assumed" },
} as const;

/** Invites. 409 where the address is a member's already. */
export const teamCreate = operation({
  ...write,
  id: "team.create",
  operationId: "create_team_member_api_v1_team__post",
  method: "POST",
  path: "/api/v1/team/",
  body: z.strictObject({ name: z.string().min(1).max(100), email: z.email().max(254), role: z.enum(roles) }),
  success: 201,
});

/** Changes role or state. 409 where the last active administrator would be lost. */
export const teamUpdate = operation({
  ...write,
  id: "team.update",
  operationId: "update_team_member_api_v1_team__member_id___patch",
  method: "PATCH",
  path: "/api/v1/team/{member_id}/",
  body: z
    .strictObject({ role: z.enum(roles).optional(), status: z.enum(["ACTIVE", "INACTIVE"]).optional() })
    .refine(({ role, status }) => role !== undefined || status !== undefined, "Name a role or a status"),
  success: 200,
});

/** What members did at Jiko, as CSV. Its columns are assumed: `timestamp`, `member_id`, `member_email`, `action`, `target`, `ip_address`. */
export const teamAuditLog = operation({
  id: "team.auditLog",
  operationId: "get_team_audit_logs_api_v1_team_audit_logs_csv_get",
  method: "GET",
  path: "/api/v1/team/audit-logs.csv",
  query: z.strictObject({ member_id: id.optional(), timestamp_from: dateTime.optional(), timestamp_to: dateTime.optional() }),
  answer: z.string(),
  media: "text/csv",
  success: 200,
  scope: "team.read",
  group: "team",
  provenance: { operation: "documented", body: null, answer: "assumed" },
});
