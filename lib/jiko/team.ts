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
