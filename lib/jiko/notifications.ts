import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, id, nullable, openEnum, paging } from "./schemas";

export const notificationStatuses = ["READ", "UNREAD"] as const;

/** `type` has no published list of values (`TRANSFER_REQUEST_PENDING_APPROVAL` is assumed), nor has the metadata a published shape. */
export const notification = z.object({
  id,
  title: z.string(),
  description: z.string(),
  type: z.string(),
  status: nullable(openEnum(notificationStatuses)),
  created_at: dateTime,
  notification_metadata: nullable(z.record(z.string(), z.unknown())),
});
export type Notification = z.output<typeof notification>;

/** What a notification leads to: of the metadata nothing else is needed in a browser. */
const view = ({ notification_metadata: about, ...rest }: Notification) => {
  const transferId = id.safeParse(about?.transfer_id);
  return { ...rest, transfer_id: transferId.success ? transferId.data : null };
};

export const notificationsList = operation({
  id: "notifications.list",
  operationId: "list_notifications_api_v1_notifications__get",
  method: "GET",
  path: "/api/v1/notifications/",
  query: z.strictObject({ ...paging, status: z.enum(notificationStatuses).optional() }),
  answer: cursorList(notification),
  success: 200,
  scope: "notifications.read",
  group: "notifications",
  provenance: { operation: "documented", body: null, answer: "documented" },
  view: ({ items, ...page }) => ({ ...page, items: items.map(view) }),
});

export const notificationsUpdate = operation({
  id: "notifications.update",
  operationId: "update_notification_api_v1_notifications__notification_id___patch",
  method: "PATCH",
  path: "/api/v1/notifications/{notification_id}/",
  body: z.strictObject({ status: z.enum(notificationStatuses) }),
  answer: notification,
  success: 200,
  scope: "notifications.write",
  group: "notifications",
  provenance: { operation: "assumed", body: "assumed", answer: "assumed" },
});
