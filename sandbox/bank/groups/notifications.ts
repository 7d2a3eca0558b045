import type { NotificationRecord } from "@/sandbox/company/types";
import { notFound } from "../errors";
import { page } from "../paging";
import type { Group } from "../types";

const onTheWire = ({ member_id: _, ...notification }: NotificationRecord) => notification;

/** Each member has notifications of their own; a client-credentials token has none (assumed). */
export const notifications: Group<"notifications.list" | "notifications.update"> = {
  "notifications.list": ({ books, caller, query }) => {
    const rows = books.state.company.notifications.filter(
      (one) => one.member_id === caller.memberId && (!query.status || one.status === query.status),
    );
    const found = page(rows.reverse(), query);
    return { ...found, items: found.items.map(onTheWire) };
  },
  "notifications.update": ({ books, caller, params, body }) => {
    const found = books.state.company.notifications.find((one) => one.id === params.notification_id && one.member_id === caller.memberId);
    if (!found) throw notFound("Notification");
    found.status = body.status;
    return onTheWire(found);
  },
};
