import "server-only";
import { z } from "zod";
import { notificationsList, notificationStatuses, notificationsUpdate } from "@/lib/jiko/notifications";
import { JikoError } from "@/lib/jiko/transport";
import { command, Unclear } from "../command";
import { allPages } from "./all-pages";

const input = z.strictObject({ ids: z.array(z.guid().toLowerCase()).min(1).max(100), status: z.enum(notificationStatuses) });
type Input = z.output<typeof input>;

export interface MarkResult {
  marked: number;
}

/** Marks notifications as read or unread, one call each, because Jiko takes one at a time. Sent twice it does no harm. */
export const markNotifications = command<Input, Input, MarkResult>({
  name: "notification.mark",
  permission: "notifications.mark",
  reads: "notifications.read",
  // Each member has notifications of their own.
  readsAsMember: true,
  changes: ["notifications"],
  input,
  subjectId: ({ ids, status }) => (ids.length === 1 ? ids[0]! : `notifications ${status.toLowerCase()}`),
  texts: {
    done: "Marked.",
    unknown: "Jiko did not answer clearly. Some may be marked and some not; we are checking and will show the result here.",
    notDone: "Not everything was marked. Mark it again.",
    blocked: "What you marked before is not known to have arrived yet. Wait for that first; nothing was sent now.",
  },
  prepare: async (_, wanted) => ({ intent: wanted, details: { count: wanted.ids.length, status: wanted.status } }),
  async call(client, { ids, status }) {
    let marked = 0;
    for (const notification_id of ids) {
      try {
        await client.call(notificationsUpdate, { params: { notification_id }, body: { status } });
        marked += 1;
      } catch (error) {
        // One that is gone need not be marked.
        if (error instanceof JikoError && error.code === "not_found" && ids.length > 1) continue;
        if (marked > 0) throw new Unclear("Some are marked, one was refused", error);
        throw error;
      }
    }
    return { marked };
  },
  async findOut(client, { ids, status }) {
    const others = status === "READ" ? "UNREAD" : "READ";
    const left = await allPages((query) => client.call(notificationsList, { query: { ...query, status: others } }));
    const undone = left.filter((one) => ids.includes(one.id.toLowerCase())).length;
    return undone === 0 ? { state: "done", result: { marked: ids.length } } : { state: "not_done" };
  },
});
