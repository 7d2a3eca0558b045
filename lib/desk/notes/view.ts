import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { comment } from "@/lib/db/schema/approvals";
import { mostAttachments } from "@/lib/forms/notes";
import { withCodePoints } from "@/lib/payees/text";
import { readWhole } from "../read";
import { attachmentsOf, type Attachment } from "./attachments";
import { attachBar, notedOf } from "./subject";

/** `text`: what cannot be seen in it stands there as its code point. `at`: ISO instant. */
export interface ShownComment {
  id: string;
  by: { memberId: string; name: string };
  at: string;
  text: string;
}

/** What `GET /api/requests/[id]/notes` answers. */
export interface NotesView {
  /** The oldest first. */
  comments: ShownComment[];
  /** `removable`: it waits with a draft of whoever asks. */
  attachments: (Attachment & { removable: boolean })[];
  /** Why whoever asks can attach nothing now. */
  barred: string | null;
}

/** What surrounds a request, or a draft of one's own. Throws `not_found` where there is neither. */
export async function notesView(session: Session, transferId: string): Promise<NotesView> {
  const { customerId, memberId } = session;
  const [noted, attachments, comments] = await Promise.all([
    notedOf(session, (op, input) => readWhole(op, session, input), transferId),
    attachmentsOf(customerId, transferId),
    db()
      .select()
      .from(comment)
      .where(and(eq(comment.customerId, customerId), eq(comment.transferId, transferId)))
      .orderBy(asc(comment.at), asc(comment.id)),
  ]);
  const full = attachments.length >= mostAttachments ? `A request has at most ${mostAttachments} files.` : null;
  return {
    comments: comments.map((row) => ({
      id: row.id, by: { memberId: row.memberId, name: row.memberName }, at: row.at.toISOString(), text: withCodePoints(row.text),
    })),
    attachments: attachments.map((one) => ({ ...one, removable: noted.kind === "draft" && one.by.memberId === memberId })),
    barred: attachBar(session, noted) ?? full,
  };
}
