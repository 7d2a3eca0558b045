import { stringify } from "csv-stringify/sync";
import type { CompanyState, Member } from "./types";

/** One line of the audit log of the team. The columns and the words in `action` are assumed: Jiko publishes none. */
export interface AuditLine {
  timestamp: string;
  member_id: string;
  member_email: string;
  action: string;
  target: string;
  ip_address: string;
}

export const auditColumns = ["timestamp", "member_id", "member_email", "action", "target", "ip_address"] as const satisfies (keyof AuditLine)[];

/** An address of the block that is kept for documentation (RFC 5737), the same for a member at all times. */
const addressOf = (state: Pick<CompanyState, "members">, memberId: string): string =>
  `198.51.100.${(state.members.findIndex(({ id }) => id === memberId) % 250) + 1}`;

export const auditLine = (state: Pick<CompanyState, "members">, by: Pick<Member, "id" | "email">, action: string, target: string, at: Date): AuditLine => ({
  timestamp: at.toISOString(),
  member_id: by.id,
  member_email: by.email,
  action,
  target,
  ip_address: addressOf(state, by.id),
});

/** Puts on record that a member did something. */
export function noteAudit(state: CompanyState, by: Pick<Member, "id" | "email">, action: string, target: string, now: Date): void {
  state.audit_log.push(auditLine(state, by, action, target, now));
}

/** The same for an operation of the contract: `transferRequests.approve` goes down as `transfer_request.approve`. */
export function noteWrite(state: CompanyState, by: Pick<Member, "id" | "email">, operation: string, target: string, now: Date): void {
  const [noun = "", verb = ""] = operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).split(".");
  noteAudit(state, by, `${noun.replace(/ies$/, "y").replace(/s$/, "")}.${verb}`, target, now);
}

interface Wanted {
  member_id?: string;
  timestamp_from?: string;
  timestamp_to?: string;
}

/** The log as a file, oldest first; both ends of a range are inclusive. */
export function auditCsv(state: CompanyState, { member_id, timestamp_from, timestamp_to }: Wanted): string {
  const from = timestamp_from === undefined ? -Infinity : Date.parse(timestamp_from);
  const to = timestamp_to === undefined ? Infinity : Date.parse(timestamp_to);
  const rows = state.audit_log.filter((one) => {
    const at = Date.parse(one.timestamp);
    return at >= from && at <= to && (member_id === undefined || one.member_id === member_id);
  });
  return stringify(rows, { header: true, columns: [...auditColumns] });
}
