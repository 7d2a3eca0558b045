import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { message } from "@/lib/db/schema/approvals";
import { deskCommand } from "../desk-command";

/** Marks the desk's own messages as read or unread. Those of somebody else are left as they are. */
export const readMessages = deskCommand({
  name: "message.read",
  permission: "messages.own",
  changes: ["messages"],
  input: z.strictObject({ ids: z.array(z.guid().toLowerCase()).min(1).max(100), read: z.boolean() }),
  subjectId: ({ ids }) => (ids.length === 1 ? ids[0]! : null),
  done: "Marked.",
  async apply(tx, { session: { customerId, memberId }, at }, { ids, read }) {
    const mine = and(eq(message.customerId, customerId), eq(message.memberId, memberId), inArray(message.id, ids));
    const marked = await tx.update(message).set({ readAt: read ? at : null }).where(mine).returning({ id: message.id });
    return { result: { marked: marked.length }, details: { count: marked.length, read } };
  },
});
