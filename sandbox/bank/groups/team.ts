import { auditCsv } from "@/sandbox/company/audit-log";
import { changeMember, hasOtherAdmin, invite, memberByEmail } from "@/sandbox/company/members";
import type { Member } from "@/sandbox/company/types";
import { conflict, forbidden, notFound } from "../errors";
import { page } from "../paging";
import type { Books, Caller, Group } from "../types";

function found(books: Books, id: string): Member {
  const member = books.state.company.members.find((one) => one.id === id);
  if (!member) throw notFound("Team member");
  return member;
}

/** Only an active administrator manages the team (assumed). */
function requireAdmin({ member }: Caller): void {
  if (member?.role !== "ADMIN" || member.status !== "ACTIVE") throw forbidden("Only an administrator may manage the team");
}

type Ids = "memberships.list" | "team.list" | "team.get" | "team.create" | "team.update" | "team.auditLog";

export const team: Group<Ids> = {
  "memberships.list": ({ books, caller, query }) => {
    const { memberships, memberships_elsewhere: elsewhere } = books.state.company;
    const own = memberships.filter((one) => one.member_id === caller.memberId);
    return page([...own, ...(elsewhere[caller.memberId ?? ""] ?? [])], query, (one) => one.member_id);
  },
  "team.list": ({ books, query }) => page(books.state.company.members, query),
  "team.get": ({ books, params }) => found(books, params.member_id),
  "team.create": ({ books, caller, body, now }) => {
    requireAdmin(caller);
    if (memberByEmail(books.state.company, body.email)) throw conflict("This e-mail address belongs to a member already");
    return invite(books.state.company, body, now);
  },
  "team.update": ({ books, caller, params, body }) => {
    requireAdmin(caller);
    const member = found(books, params.member_id);
    const { role = member.role, status = member.status } = body;
    const losesAdmin = member.role === "ADMIN" && member.status === "ACTIVE" && (role !== "ADMIN" || status !== "ACTIVE");
    if (losesAdmin && !hasOtherAdmin(books.state.company, member.id)) throw conflict("The last active administrator cannot lose the role");
    if (member.status === "INVITED" && body.status === "ACTIVE") throw conflict("The invitation has not been accepted yet");
    changeMember(books.state.company, member, { role, status });
    if (status === "INACTIVE") books.signOut(member.id);
    return member;
  },
  "team.auditLog": ({ books, query }) => auditCsv(books.state.company, query),
};
