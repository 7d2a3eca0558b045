import "server-only";
import type { Member } from "@/lib/approvals/policy/types";
import { pocketsList } from "@/lib/jiko/pockets";
import { roles, teamList, type Role, type TeamMember } from "@/lib/jiko/team";
import { allPages } from "../commands/all-pages";
import type { Reader } from "../sources";

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** Everybody on the team, as Jiko has it now. Throws what the reads throw. */
export const teamNow = (read: Reader): Promise<TeamMember[]> => allPages((query) => read(teamList, { query }));

export const pocketsNow = (read: Reader) => allPages((query) => read(pocketsList, { query }));

/** Those who are active, as rules know them. */
export const activeAmong = (team: readonly TeamMember[]): Member[] =>
  team.flatMap(({ id, role, email, status }) => (status === "ACTIVE" && isRole(role) ? [{ id: id.toLowerCase(), role, email: email.toLowerCase() }] : []));
