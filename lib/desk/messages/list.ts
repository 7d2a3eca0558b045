import "server-only";
import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { message } from "@/lib/db/schema/approvals";
import { channels } from "./channels";
import { hrefOf } from "./href";
import type { MessagePage, MessageView } from "./types";

const pageSize = 50;

type Row = typeof message.$inferSelect;

const own = ({ customerId, memberId }: Session) => and(eq(message.customerId, customerId), eq(message.memberId, memberId));

/** Names the last row of a page: its time and its id. */
const cursorOf = ({ at, id }: Row): string => `${at.toISOString()}_${id}`;
const cursor = z
  .string()
  .transform((text) => text.split("_"))
  .pipe(z.tuple([z.iso.datetime(), z.guid()]));

function viewOf({ id, kind, title, text, urgent, at, readAt, sentAt, problem, email, subjectId }: Row): MessageView {
  const byMail = email !== null && (sentAt !== null || problem !== null || channels().mail);
  return {
    id, kind, title, text, urgent, at: at.toISOString(), read: readAt !== null, href: hrefOf({ kind, subjectId }),
    mail: byMail ? { sent: sentAt !== null, problem } : null,
  };
}

/** One's own messages, newest first, from a cursor on; one that is none begins at the newest. */
export async function messagesPage(session: Session, from: string | null): Promise<MessagePage> {
  const known = cursor.safeParse(from);
  const older = known.success ? sql`(${message.at}, ${message.id}) < (${known.data[0]}::timestamptz, ${known.data[1]}::uuid)` : undefined;
  const rows = await db()
    .select()
    .from(message)
    .where(and(own(session), older))
    .orderBy(desc(message.at), desc(message.id))
    .limit(pageSize + 1);
  const items = rows.slice(0, pageSize);
  return { items: items.map(viewOf), older: rows.length > pageSize ? cursorOf(items.at(-1)!) : null };
}

/** What the bell counts. */
export async function unreadMessages(session: Session): Promise<{ count: number }> {
  const [row] = await db().select({ count: count() }).from(message).where(and(own(session), isNull(message.readAt)));
  return { count: row?.count ?? 0 };
}
