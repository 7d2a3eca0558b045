import { addDays, isBusinessDay } from "@/lib/treasury/business-days";
import { auditLine, type AuditLine } from "../audit-log";
import { dayOf, instantAt } from "../clock";
import type { CompanyState } from "../types";
import { Random } from "./random";

/** Days of sign-ins before the anchor. */
const days = 90;

/** What the seeded team did: sign-ins of three months, invitations, and every filing and decision on a request. */
export function auditLog(state: CompanyState, now: Date): AuditLine[] {
  const random = new Random(state.seed + 7);
  const lines: AuditLine[] = [];
  const byId = (id: string) => state.members.find((one) => one.id === id)!;
  const note = (memberId: string, action: string, target: string, at: Date) => {
    if (at <= now) lines.push(auditLine(state, byId(memberId), action, target, at));
  };
  const [founder, ...others] = state.members;
  for (const member of others) note(founder!.id, "team.create", member.id, new Date(member.created_at));
  for (const member of state.members.filter(({ status }) => status === "INACTIVE")) {
    note(founder!.id, "team.update", member.id, instantAt(addDays(dayOf(now), -40), "16:20"));
  }
  for (const request of state.requests) {
    note(request.created_by.member_id, "transfer_request.create", request.id, new Date(request.created_at));
    if (request.status === "CANCELED") note(request.created_by.member_id, "transfer_request.cancel", request.id, new Date(request.updated_at));
    for (const { member_id, decision, decided_at } of request.reviewers) {
      if (!decided_at) continue;
      note(member_id, `transfer_request.${decision === "APPROVED" ? "approve" : "reject"}`, request.id, new Date(decided_at));
    }
  }
  for (let back = days; back >= 0; back -= 1) {
    const day = addDays(dayOf(now), -back);
    if (!isBusinessDay(day)) continue;
    for (const member of state.members) {
      const seen = member.status === "ACTIVE" && member.last_login_at !== null;
      if (seen && random.chance(0.7)) note(member.id, "session.create", member.id, instantAt(day, random.time(8, 10)));
    }
  }
  return lines.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
}
