import "server-only";
import { AppError } from "@/lib/errors";
import { roles, membershipsList, teamList, type Membership, type Role } from "@/lib/jiko/team";
import type { JikoClient } from "@/lib/jiko/transport";
import type { Reason } from "./reasons";

/** A sign-in that must not become a session. */
export class Refused extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, cause?: unknown) {
    super(`Sign-in refused: ${reason}`, { cause });
    this.name = "Refused";
    this.reason = reason;
  }
}

/** A list longer than this is not read to its end: nobody belongs to so many companies or works in such a team. */
const mostPages = 20;

async function* everyItem<Item>(page: (cursor?: string) => Promise<{ items: Item[]; next_page: string | null }>) {
  let cursor: string | undefined;
  for (let read = 0; read < mostPages; read += 1) {
    const { items, next_page } = await page(cursor);
    yield* items;
    if (!next_page) return;
    cursor = next_page;
  }
}

const known = (role: string): Role | null => (roles as readonly string[]).includes(role) ? (role as Role) : null;

/** The company this member may open the desk for. Throws Refused where there is none, and JikoError where it cannot be told. */
export async function membershipOf(client: JikoClient, memberId: string | null, customerIds: readonly string[]): Promise<Membership> {
  const allowed = customerIds.map((id) => id.toLowerCase());
  for await (const found of everyItem((cursor) => client.call(membershipsList, { query: { cursor } }))) {
    if (found.member_id !== memberId) continue;
    if (found.status !== "ACTIVE") throw new Refused("not_a_member");
    if (!allowed.includes(found.customer_id.toLowerCase())) throw new Refused("other_customer");
    return found;
  }
  throw new Refused("not_a_member");
}

export interface Standing {
  role: Role;
  roleReason: string | null;
}

function byMembership(membership: Membership, why: string): Standing {
  const own = known(membership.role);
  return own
    ? { role: own, roleReason: `${why} The role comes from your membership.` }
    : { role: "VIEWER", roleReason: `${why} Your membership names no role that is known here, so you can look but not act.` };
}

/**
 * The role by the team list; else, for who is not on it, by the membership; else the one that may only look. The reason is
 * told to the person. Where the list cannot be read the membership decides as well, or with `strict` what the client throws
 * is thrown, unless Jiko said that this member may not read it.
 */
export async function roleOf(client: JikoClient, membership: Membership, { strict = false } = {}): Promise<Standing> {
  try {
    for await (const member of everyItem((cursor) => client.call(teamList, { query: { cursor } }))) {
      if (member.id !== membership.member_id) continue;
      if (member.status !== "ACTIVE") throw new Refused("not_a_member");
      const role = known(member.role);
      if (role) return { role, roleReason: null };
      return { role: "VIEWER", roleReason: "Jiko's team list gives you a role that is not known here, so you can look but not act." };
    }
    return byMembership(membership, "You are not on Jiko's team list.");
  } catch (fault) {
    if (fault instanceof AppError && (!strict || fault.code === "forbidden")) {
      return byMembership(membership, "Jiko's team list could not be read.");
    }
    throw fault;
  }
}
