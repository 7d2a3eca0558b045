import { iso } from "../clock";
import { aboutRequest } from "../notifications";
import type { CompanyState, NotificationRecord } from "../types";
import { idFrom } from "../wire";

const day = 86_400_000;

/** What members were told lately: of the requests that wait, and one thing of a kind that nobody knows. Newest last. */
export function notifications(state: CompanyState, now: Date): NotificationRecord[] {
  const waiting = state.requests.filter(({ status }) => status === "PENDING_APPROVAL").flatMap((request) => aboutRequest(state, request));
  const maintenance = state.members.map(({ id: member_id }): NotificationRecord => ({
    id: idFrom(`notification maintenance ${member_id}`),
    title: "Maintenance on Saturday",
    description: "Wires that are filed on Saturday between 02:00 and 04:00 ET start after it.",
    type: "SCHEDULED_MAINTENANCE",
    status: "READ",
    created_at: iso(new Date(now.getTime() - 6 * day)),
    notification_metadata: null,
    member_id,
    object_type: "Notification",
  }));
  return [...maintenance, ...waiting].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}
