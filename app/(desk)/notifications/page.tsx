import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { readNotificationsAddress } from "@/components/notifications/address";
import { MessageList } from "@/components/notifications/message-list";
import { NotificationList } from "@/components/notifications/notification-list";
import { messagesKey } from "@/components/notifications/queries";
import { pageSession } from "@/lib/auth/current";
import { messagesPage } from "@/lib/desk/messages/list";
import { prefetchReads } from "@/lib/desk/prefetch";
import { notificationsList } from "@/lib/jiko/notifications";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readNotificationsAddress(await searchParams);
  const desk = address.from === "desk";
  const state = desk
    ? await prefetchReads(session, [], [[messagesKey(address.cursor), () => messagesPage(session, address.cursor)]])
    : await prefetchReads(session, [[notificationsList, { query: address.query }]]);
  return (
    <PageState state={state}>
      {desk ? <MessageList cursor={address.cursor} /> : <NotificationList {...address} />}
    </PageState>
  );
}
