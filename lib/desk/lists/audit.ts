import "server-only";
import { eq } from "drizzle-orm";
import { auditEntry } from "@/lib/db/schema/audit";
import { audit } from "@/lib/lists/definitions/audit";
import { lineOf } from "../record/list";
import { entryFits, groupOf, groupsFit, theDesk, whatFits, whoFits } from "./audit-words";
import type { DeskList } from "./types";

const { position, canonical, contentHash, memberId, customerId, at, kind, outcome, subjectId, correlationId } = auditEntry;

interface Entry {
  position: number;
  canonical: string;
  contentHash: string;
  memberId: string | null;
}

export const auditList: DeskList<Entry> = {
  definition: audit,
  of: { permission: "record.read" },
  table: auditEntry,
  id: position,
  own: (customer) => eq(customerId, customer),
  fields: { position, canonical, contentHash, memberId },
  columns: {
    at: { value: at },
    who: { words: whoFits },
    what: { words: (_, typed) => whatFits(typed) },
    subject: { value: subjectId },
    group: { anyOf: groupsFit },
    outcome: { value: outcome },
    kind: { value: kind },
    position: { value: position },
    member: { value: memberId },
    command: { value: correlationId },
  },
  search: entryFits,
  row(found) {
    const { who, sentence, details, subjectId: subject, correlationId: command, ...line } = lineOf(found);
    return {
      id: String(line.position),
      href: subject && line.action.startsWith("transfer.") ? `/approvals/${subject}` : null,
      cells: {
        at: line.at, who: who ?? theDesk, what: sentence, subject, outcome: line.outcome, kind: line.kind,
        action: line.action, group: groupOf(line.action),
        details: details.map(([name, text]) => `${name}: ${text}`).join("; ") || null,
        position: line.position, member: found.memberId, command, hash: line.contentHash,
      },
    };
  },
};
