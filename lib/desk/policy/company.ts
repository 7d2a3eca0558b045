import "server-only";
import type { Member } from "@/lib/approvals/policy/types";
import { isRole } from "@/lib/forms/team";
import { pocketsList } from "@/lib/jiko/pockets";
import { teamList, type TeamMember } from "@/lib/jiko/team";
import { allPages } from "../commands/all-pages";
import type { Reader } from "../sources";

/** Everybody on the team, as Jiko has it now. Throws what the reads throw. */
export const teamNow = (read: Reader): Promise<TeamMember[]> => allPages((query) => read(teamList, { query }));

export const pocketsNow = (read: Reader) => allPages((query) => read(pocketsList, { query }));

/** Those who are active, as rules know them. */
export const activeAmong = (team: readonly TeamMember[]): Member[] =>
  team.flatMap(({ id, role, email, status }) => (status === "ACTIVE" && isRole(role) ? [{ id: id.toLowerCase(), role, email: email.toLowerCase() }] : []));
